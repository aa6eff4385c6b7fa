package org.modelc.reference;

import java.util.List;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;

/** Permutes the axes of a tensor of any element type. */
public final class Transposition {
  private Transposition() {}

  /** Axis {@code i} of the result is axis {@code perm.get(i)} of {@code tensor}; a per-channel quantisation follows its axis. */
  public static Tensor apply(Tensor tensor, List<Integer> perm) {
    TensorType type = new TensorType(
        tensor.type().dtype(), tensor.shape().permute(perm), tensor.type().quant().map(quant -> quant.permute(perm)));
    int[] strides = tensor.shape().strides();
    int[] permuted = perm.stream().mapToInt(axis -> strides[axis]).toArray();
    return Elements.select(tensor, type, Elements.strided(type.shape().toArray(), permuted, 0));
  }
}
