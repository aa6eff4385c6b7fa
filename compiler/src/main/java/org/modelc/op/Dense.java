package org.modelc.op;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.DenseF32Call;
import org.modelc.c.DenseS8Call;
import org.modelc.c.Lowering;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.DenseReference;

/**
 * Matrix product with constant weights. Inputs: activations [...,K], weights [O,K], bias [O]; output [...,O]. All leading dimensions are
 * rows.
 */
public record Dense(Clamp clamp) implements Op, WeightedOp {

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 3);
    Operands.requireWeighted(inputs);
    Shape input = inputs.get(ACTIVATIONS).shape();
    Shape weights = inputs.get(WEIGHTS).shape();
    Operands.requireRank(weights, 2, "weights");
    if (input.rank() < 1 || input.dim(-1) != weights.dim(1)) {
      throw new OpException(Code.E204, "weights " + weights + " (outputs x inputs) do not fit activations " + input);
    }
    Operands.requireShape(inputs.get(BIAS).shape(), Shape.of(weights.dim(0)), "bias");
    return List.of(TensorType.of(inputs.get(ACTIVATIONS).dtype(), input.withDim(-1, weights.dim(0))));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    TensorType output = outputs.get(0);
    return List.of(output.isQuantised() ? DenseReference.integers(this, inputs, output) : DenseReference.f32(this, inputs, output));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return node.output().type().isQuantised() ? DenseS8Call.of(this, node, lowering) : DenseF32Call.of(this, node, lowering);
  }

  @Override
  public void requireIntegersFit(Node node) {
    AccumulatorCheck.requireProductFits(node);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.OBSERVED;
  }

  @Override
  public long macs(Node node) {
    return (long) node.output().shape().elements() * node.input(WEIGHTS).shape().dim(1);
  }

  @Override
  public Dense withClamp(Clamp newClamp) {
    return new Dense(newClamp);
  }
}
