package org.modelc.prune;

import java.util.Arrays;
import java.util.List;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Gather;

/** Parts of constants. */
final class Selection {
  private Selection() {}

  /** The elements of {@code indices} along {@code axis}, in floats where the constant stands for reals. */
  static Value of(Value constant, int axis, int[] indices) {
    Tensor tensor = constant.type().isQuantised() ? constant.requireConstant().toF32() : constant.requireConstant();
    Tensor at = Tensor.of(TensorType.of(DType.S64, Shape.of(indices.length)), Arrays.stream(indices).asLongStream().toArray());
    List<TensorType> types = List.of(tensor.type(), at.type());
    Gather gather = new Gather(axis);
    return Value.constant(constant.name(), gather.evaluate(List.of(tensor, at), gather.infer(types)).get(0));
  }
}
