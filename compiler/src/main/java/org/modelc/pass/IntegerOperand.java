package org.modelc.pass;

import java.util.Optional;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;

/** The integers that operators over quantised values read where a node has floats. */
final class IntegerOperand {
  private IntegerOperand() {}

  /**
   * The integers behind a Dequantise; a constant, if it is integers or a single number, which one integer stands for exactly.
   *
   * @param dtype of that integer
   */
  static Optional<Value> of(Rewriter.Match match, Value value, DType dtype) {
    Optional<Tensor> constant = value.constant();
    if (constant.isPresent() && value.type().dtype().isFloat() && value.type().elements() == 1) {
      return Optional.of(Value.constant(value.name(), single(dtype, value.shape(), constant.get().floats()[0])));
    }
    Optional<Value> integers = constant.isPresent() ? Optional.of(value) : Dequantised.source(match, value);
    return integers.filter(Dequantised::isActivation);
  }

  private static Tensor single(DType dtype, Shape shape, float number) {
    boolean isNumber = Math.abs(number) >= Float.MIN_NORMAL;
    TensorType type = TensorType.quantised(dtype, shape, Quant.perTensor(isNumber ? Math.abs(number) : 1, 0));
    return Tensor.ofIntegers(type, new long[] {isNumber ? (long) Math.signum(number) : 0});
  }
}
