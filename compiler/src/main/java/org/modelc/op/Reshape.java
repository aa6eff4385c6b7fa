package org.modelc.op;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;

/**
 * The same elements under another shape: a view that costs neither code nor memory. One input, one output, any element type.
 *
 * @param shape of as many elements as the input
 */
public record Reshape(Shape shape) implements Op {

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 1);
    TensorType input = inputs.get(0);
    if (input.elements() != shape.elements()) {
      throw new OpException(Code.E204, "cannot reshape " + input.shape() + " to " + shape);
    }
    return List.of(new TensorType(input.dtype(), shape, input.quant().map(quant -> moved(quant, input.shape()))));
  }

  /** The axis of the result that is {@code axis} of the input: with as many elements along it, before it and behind it; empty if there is none. */
  public OptionalInt axisOf(Shape input, int axis) {
    return IntStream.range(0, shape.rank())
        .filter(other -> shape.dim(other) == input.dim(axis) && shape.product(0, other) == input.product(0, axis)
            && shape.product(other + 1, shape.rank()) == input.product(axis + 1, input.rank()))
        .findFirst();
  }

  /** Scales by channel follow their axis if the new shape still has it. */
  private Quant moved(Quant quant, Shape from) {
    if (quant.isPerTensor()) {
      return quant;
    }
    int outer = from.product(0, quant.axis());
    int axis = IntStream.range(0, shape.rank())
        .filter(candidate -> shape.dim(candidate) == from.dim(quant.axis()) && shape.product(0, candidate) == outer)
        .findFirst()
        .orElseThrow(() -> new OpException(Code.E205, "reshaping " + from + " to " + shape + " breaks up the axis of scales by channel"));
    return new Quant(quant.scales(), quant.zeroPoints(), axis);
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(inputs.get(0).withType(outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    throw new IllegalStateException(node + " is a view and has no kernel");
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.SAME_AS_INPUT;
  }

  @Override
  public boolean isView() {
    return true;
  }
}
