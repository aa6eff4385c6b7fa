package org.modelc.op;

import java.util.ArrayList;
import java.util.List;
import org.modelc.arithmetic.AccumulatorRange;
import org.modelc.arithmetic.AccumulatorScaling;
import org.modelc.arithmetic.Requantisation;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.c.MatMulF32Call;
import org.modelc.c.MatMulS8Call;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.MatMulReference;

/**
 * Matrix products of two activations. Inputs F32 or quantised S8: a [..., M, K], b [..., K, N] with the same number of axes, the first of
 * which are broadcast; output [..., M, N]. Where one factor is a constant matrix, {@link Dense} takes its place.
 */
public record MatMul() implements Op {

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 2);
    Shape a = inputs.get(0).shape();
    Shape b = inputs.get(1).shape();
    inputs.forEach(input -> Operands.requireRealOrByte(input, "a factor"));
    if (a.rank() < 2 || a.rank() != b.rank() || a.dim(-1) != b.dim(-2)) {
      throw new OpException(Code.E204, "matrices of shapes " + a + " and " + b + " have no product");
    }
    List<Integer> dims = new ArrayList<>(Broadcasting.of(batch(a), batch(b)).dims());
    dims.add(a.dim(-2));
    dims.add(b.dim(-1));
    return List.of(TensorType.of(Operands.commonDType(inputs), new Shape(dims)));
  }

  /** All but the last two dimensions. */
  public static Shape batch(Shape shape) {
    return new Shape(shape.dims().subList(0, shape.rank() - 2));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    TensorType output = outputs.get(0);
    return List.of(output.isQuantised()
        ? MatMulReference.s8(inputs.get(0), inputs.get(1), output)
        : MatMulReference.f32(inputs.get(0), inputs.get(1), output));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Operands.requireOneStorage(node);
    return node.output().type().isQuantised() ? MatMulS8Call.of(node, lowering) : MatMulF32Call.of(node, lowering);
  }

  @Override
  public void requireIntegersFit(Node node) {
    TensorType output = node.output().type();
    if (output.isQuantised()) {
      TensorType a = node.input(0).type();
      TensorType b = node.input(1).type();
      AccumulatorCheck.require(
          AccumulatorRange.ofProducts(a.shape().dim(-1), a, b),
          () -> AccumulatorScaling.of(Requantisation.ofProduct(a.requireQuant(), b.requireQuant(), output.requireQuant())));
    }
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.OBSERVED;
  }

  @Override
  public long macs(Node node) {
    return Math.multiplyExact((long) node.output().shape().elements(), node.input(0).shape().dim(-1));
  }
}
