package org.modelc.op;

import java.util.ArrayList;
import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.c.MatMulF32Call;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.MatMulReference;

/**
 * Matrix products of two activations. Inputs F32: a [..., M, K], b [..., K, N] with the same number of axes, the first of which are
 * broadcast; output F32 [..., M, N]. Where one factor is constant, {@link Dense} takes its place.
 */
public record MatMul() implements Op {

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 2);
    Shape a = inputs.get(0).shape();
    Shape b = inputs.get(1).shape();
    if (inputs.get(0).dtype() != DType.F32 || inputs.get(1).dtype() != DType.F32) {
      throw new OpException(Code.E205, "multiplies " + inputs.get(0) + " by " + inputs.get(1) + "; f32 is needed");
    }
    if (a.rank() < 2 || a.rank() != b.rank() || a.dim(-1) != b.dim(-2)) {
      throw new OpException(Code.E204, "matrices of shapes " + a + " and " + b + " have no product");
    }
    List<Integer> dims = new ArrayList<>(Broadcasting.of(batch(a), batch(b)).dims());
    dims.add(a.dim(-2));
    dims.add(b.dim(-1));
    return List.of(TensorType.f32(new Shape(dims)));
  }

  /** All but the last two dimensions. */
  public static Shape batch(Shape shape) {
    return new Shape(shape.dims().subList(0, shape.rank() - 2));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(MatMulReference.evaluate(inputs.get(0), inputs.get(1), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return MatMulF32Call.of(node, lowering);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.FLOAT_ONLY;
  }

  @Override
  public long macs(Node node) {
    return Math.multiplyExact((long) node.output().shape().elements(), node.input(0).shape().dim(-1));
  }
}
