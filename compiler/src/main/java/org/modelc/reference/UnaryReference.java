package org.modelc.reference;

import java.util.function.DoubleUnaryOperator;
import org.modelc.arithmetic.LookupTable;
import org.modelc.arithmetic.Requantisation;
import org.modelc.ir.DType;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Clamp;
import org.modelc.op.Unary;

/** Reference semantics of {@link Unary} and the other operators that treat each element alone. */
public final class UnaryReference {
  private UnaryReference() {}

  /** Semantics of {@link Unary}: by table where the output is quantised. */
  public static Tensor evaluate(Unary unary, Tensor input, TensorType outputType) {
    if (outputType.isQuantised()) {
      return byTable(unary::apply, input, outputType);
    }
    return outputType.dtype().isFloat() ? onFloats(unary::apply, input, outputType) : onIntegers(unary::apply, input, outputType);
  }

  /** Semantics of {@link org.modelc.op.Clip}: by table where the output is quantised in 8 bits. */
  public static Tensor clip(Clamp clamp, Tensor input, TensorType outputType) {
    if (outputType.isQuantised() && outputType.dtype() == DType.S16) {
      return rescaled(clamp, input, outputType);
    }
    if (outputType.isQuantised()) {
      return byTable(clamp::apply, input, outputType);
    }
    return outputType.dtype().isFloat() ? onFloats(clamp::apply, input, outputType) : onIntegers(clamp::apply, input, outputType);
  }

  /** S8 or S16 elements in the output's units, by one fixed-point multiplication, and bounded. */
  public static Tensor rescaled(Clamp clamp, Tensor input, TensorType outputType) {
    Requantisation scaling = Requantisation.ofMean(input.type().requireQuant(), outputType.requireQuant(), 1);
    OutputStage stage = OutputStage.of(outputType, clamp);
    int[] elements = Centred.of(input);
    long[] results = new long[elements.length];
    for (int i = 0; i < results.length; i++) {
      results[i] = stage.apply(scaling.apply(elements[i]));
    }
    return Tensor.ofIntegers(outputType, results);
  }

  /** Applies {@code function} to S8 or U8 elements by {@link LookupTable}. */
  public static Tensor byTable(DoubleUnaryOperator function, Tensor input, TensorType outputType) {
    byte[] table = LookupTable.of(function, input.type(), outputType);
    byte[] results = new byte[input.elements()];
    for (int i = 0; i < results.length; i++) {
      results[i] = table[input.bytes()[i] & 0xff];
    }
    return Tensor.of(outputType, results);
  }

  private static Tensor onFloats(FloatFunction function, Tensor input, TensorType outputType) {
    float[] operands = input.toF32().floats();
    float[] results = new float[operands.length];
    for (int i = 0; i < results.length; i++) {
      results[i] = function.apply(operands[i]);
    }
    return Tensor.of(outputType, results);
  }

  /** Integers wrap around to the output's element type. */
  private static Tensor onIntegers(LongFunction function, Tensor input, TensorType outputType) {
    long[] results = new long[input.elements()];
    for (int i = 0; i < results.length; i++) {
      results[i] = Conversion.fromInteger(function.apply(input.integer(i)), outputType.dtype());
    }
    return Tensor.ofIntegers(outputType, results);
  }

  private interface FloatFunction {
    float apply(float x);
  }

  private interface LongFunction {
    long apply(long x);
  }
}
