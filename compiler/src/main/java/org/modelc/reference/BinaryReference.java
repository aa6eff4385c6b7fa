package org.modelc.reference;

import org.modelc.arithmetic.AddScaling;
import org.modelc.arithmetic.QuotientScaling;
import org.modelc.arithmetic.Requantisation;
import org.modelc.arithmetic.WideAddScaling;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Binary;

/** Reference semantics of {@link Binary}. */
public final class BinaryReference {
  private BinaryReference() {}

  public static Tensor evaluate(Binary binary, Tensor a, Tensor b, TensorType outputType) {
    Pairs pairs = Pairs.of(a.shape(), b.shape(), outputType.shape());
    if (outputType.isQuantised()) {
      return quantised(binary, a, b, outputType, pairs);
    }
    return outputType.dtype() == DType.F32 ? floats(binary, a, b, outputType, pairs) : integers(binary, a, b, outputType, pairs);
  }

  private static Tensor quantised(Binary binary, Tensor a, Tensor b, TensorType outputType, Pairs pairs) {
    return switch (binary.kind()) {
      case MUL -> product(binary, a, b, outputType, pairs);
      case DIV -> quotient(binary, a, b, outputType, pairs);
      case MIN, MAX -> selected(binary, a, b, outputType, pairs);
      default -> outputType.dtype() == DType.S16 ? wideSum(binary, a, b, outputType, pairs) : sum(binary, a, b, outputType, pairs);
    };
  }

  /** MIN and MAX over S8 or S16 of one quantisation. */
  private static Tensor selected(Binary binary, Tensor a, Tensor b, TensorType outputType, Pairs pairs) {
    int min = binary.clamp().quantisedMin(outputType.dtype(), outputType.requireQuant());
    int max = binary.clamp().quantisedMax(outputType.dtype(), outputType.requireQuant());
    long[] results = new long[outputType.elements()];
    for (int i = 0; i < results.length; i++) {
      results[i] = Math.min(Math.max(binary.kind().apply(a.integer(pairs.a(i)), b.integer(pairs.b(i))), min), max);
    }
    return Tensor.ofIntegers(outputType, results);
  }

  /** DIV over S8 or S16: see {@link QuotientScaling}. */
  private static Tensor quotient(Binary binary, Tensor a, Tensor b, TensorType outputType, Pairs pairs) {
    int[] dividends = Centred.of(a);
    int[] divisors = Centred.of(b);
    QuotientScaling scaling = binary.quotientScaling(a.type(), b.type(), outputType);
    OutputStage stage = OutputStage.of(outputType, binary.clamp());
    long[] results = new long[outputType.elements()];
    for (int i = 0; i < results.length; i++) {
      results[i] = stage.apply(scaling.apply(dividends[pairs.a(i)], divisors[pairs.b(i)]));
    }
    return Tensor.ofIntegers(outputType, results);
  }

  private static Tensor floats(Binary binary, Tensor a, Tensor b, TensorType outputType, Pairs pairs) {
    float[] left = a.toF32().floats();
    float[] right = b.toF32().floats();
    float[] results = new float[outputType.elements()];
    for (int i = 0; i < results.length; i++) {
      results[i] = binary.clamp().apply(binary.kind().apply(left[pairs.a(i)], right[pairs.b(i)]));
    }
    return Tensor.of(outputType, results);
  }

  private static Tensor integers(Binary binary, Tensor a, Tensor b, TensorType outputType, Pairs pairs) {
    long[] results = new long[outputType.elements()];
    for (int i = 0; i < results.length; i++) {
      long result = binary.kind().apply(a.integer(pairs.a(i)), b.integer(pairs.b(i)));
      results[i] = Conversion.fromInteger(binary.clamp().apply(result), outputType.dtype());
    }
    return Tensor.ofIntegers(outputType, results);
  }

  /** ADD and SUB over S8: see {@link AddScaling}. */
  private static Tensor sum(Binary binary, Tensor a, Tensor b, TensorType outputType, Pairs pairs) {
    Quant output = outputType.requireQuant();
    AddScaling scaling = binary.sumScaling(a.type(), b.type(), outputType);
    int min = binary.clamp().quantisedMin(DType.S8, output);
    int max = binary.clamp().quantisedMax(DType.S8, output);
    byte[] results = new byte[outputType.elements()];
    for (int i = 0; i < results.length; i++) {
      int scaled = scaling.apply(a.bytes()[pairs.a(i)], b.bytes()[pairs.b(i)]);
      results[i] = (byte) Math.min(Math.max(scaled, min), max);
    }
    return Tensor.of(outputType, results);
  }

  /** ADD and SUB over S16: see {@link WideAddScaling}. */
  private static Tensor wideSum(Binary binary, Tensor a, Tensor b, TensorType outputType, Pairs pairs) {
    WideAddScaling scaling = binary.wideSumScaling(a.type(), b.type(), outputType);
    OutputStage stage = OutputStage.of(outputType, binary.clamp());
    long[] results = new long[outputType.elements()];
    for (int i = 0; i < results.length; i++) {
      results[i] = stage.apply(scaling.apply(a.integer(pairs.a(i)), b.integer(pairs.b(i))));
    }
    return Tensor.ofIntegers(outputType, results);
  }

  /** MUL over S8 or S16: the product of the operands less their zero points, requantised once. */
  private static Tensor product(Binary binary, Tensor a, Tensor b, TensorType outputType, Pairs pairs) {
    int zeroPointA = a.type().requireQuant().zeroPoint();
    int zeroPointB = b.type().requireQuant().zeroPoint();
    Requantisation scaling = binary.productScaling(a.type(), b.type(), outputType);
    OutputStage stage = OutputStage.of(outputType, binary.clamp());
    long[] results = new long[outputType.elements()];
    for (int i = 0; i < results.length; i++) {
      long product = (a.integer(pairs.a(i)) - zeroPointA) * (b.integer(pairs.b(i)) - zeroPointB);
      results[i] = stage.apply(scaling.apply((int) product));
    }
    return Tensor.ofIntegers(outputType, results);
  }
}
