package org.modelc.kernel;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Op;
import org.modelc.op.WeightedOp;

/**
 * One operator applied to given tensors.
 *
 * @param label what distinguishes it, for failure messages
 * @param output type of the result
 * @param constants inputs that are constants of the graph, by index
 */
public record OpCase(String label, Op op, List<Tensor> inputs, TensorType output, Set<Integer> constants) {
  public OpCase {
    inputs = List.copyOf(inputs);
    constants = Set.copyOf(constants);
  }

  /** A case in which weights and bias are constants. */
  public OpCase(String label, Op op, List<Tensor> inputs, TensorType output) {
    this(label, op, inputs, output, op instanceof WeightedOp ? Set.of(WeightedOp.WEIGHTS, WeightedOp.BIAS) : Set.of());
  }

  /** A case whose output has the inferred type. */
  public static OpCase inferred(String label, Op op, List<Tensor> inputs) {
    return new OpCase(label, op, inputs, op.infer(inputs.stream().map(Tensor::type).toList()).get(0));
  }

  /** The same case with other inputs as constants. */
  public OpCase withConstants(Set<Integer> indices) {
    return new OpCase(label, op, inputs, output, indices);
  }

  /** The result by the reference semantics. */
  public Tensor evaluate() {
    return op.evaluate(inputs, List.of(output)).get(0);
  }

  /** A node with this operator. */
  public Node node() {
    List<Value> values = IntStream.range(0, inputs.size())
        .mapToObj(i -> isConstant(i) ? Value.constant("constant" + i, inputs.get(i)) : Value.variable("input" + i, inputs.get(i).type()))
        .toList();
    return new Node("node", op, values, List.of(Value.variable("output", output)));
  }

  /** Whether input {@code index} is a constant of the graph. */
  public boolean isConstant(int index) {
    return constants.contains(index);
  }

  @Override
  public String toString() {
    return label + ": " + op + " of " + inputs.stream().map(Tensor::type).toList() + " to " + output + " " + output.quant();
  }
}
