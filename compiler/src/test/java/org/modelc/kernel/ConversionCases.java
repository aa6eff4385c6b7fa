package org.modelc.kernel;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.modelc.c.CastCall;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Cast;
import org.modelc.op.Dequantise;
import org.modelc.op.Quantise;

/** Random changes of how elements are stored. */
public final class ConversionCases {
  private static final List<Float> SPECIAL = List.of(
      Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f, 0.99f, -0.99f, 127.5f, -128.5f, 255.5f, 2147483520f, 2147483648f,
      -2147483648f, -2147483904f, 9.2233715e18f, 9.223372e18f, -9.223372e18f, -9.2233731e18f, 3e38f);

  private ConversionCases() {}

  /** Case {@code seed} of quantisation and dequantisation, and every conversion that has a kernel. */
  public static Stream<OpCase> of(long seed) {
    RandomTensors random = new RandomTensors(seed);
    return Stream.concat(Stream.of(quantise(seed, random), dequantise(seed, random)), casts(random));
  }

  private static OpCase quantise(long seed, RandomTensors random) {
    DType dtype = seed % 2 == 0 ? DType.S8 : DType.U8;
    Quant quant = quant(dtype, random.oneOf(List.of(0.25f, 1f, random.quant().scale())), random);
    float[] some = random.f32(Shape.of(60)).floats();
    float[] multiples = new float[some.length];
    IntStream.range(0, some.length).forEach(i -> multiples[i] = i % 2 == 0 ? some[i] * 200 : random.between(-300, 300) * quant.scale() / 2);
    return OpCase.inferred("quantise " + seed, new Quantise(dtype, quant), List.of(withSpecial(multiples)));
  }

  private static OpCase dequantise(long seed, RandomTensors random) {
    DType dtype = seed % 2 == 0 ? DType.S8 : DType.U8;
    TensorType type = TensorType.quantised(dtype, Shape.of(40), quant(dtype, random.quant().scale(), random));
    return OpCase.inferred("dequantise " + seed, new Dequantise(), List.of(random.elements(type)));
  }

  private static Quant quant(DType dtype, float scale, RandomTensors random) {
    return Quant.perTensor(scale, dtype == DType.U8 ? random.between(0, 255) : random.quant().zeroPoint());
  }

  private static Stream<OpCase> casts(RandomTensors random) {
    return Stream.of(DType.values())
        .flatMap(from -> Stream.of(DType.values()).filter(to -> CastCall.isPossible(from, to)).map(to -> cast(from, to, random)));
  }

  private static OpCase cast(DType from, DType to, RandomTensors random) {
    Tensor input = from.isFloat() ? withSpecial(scaled(random)) : random.elements(TensorType.of(from, Shape.of(40)));
    return OpCase.inferred("cast " + from + " " + to, new Cast(to), List.of(input));
  }

  private static float[] scaled(RandomTensors random) {
    float[] some = random.f32(Shape.of(40)).floats();
    IntStream.range(0, some.length).forEach(i -> some[i] *= random.powerOfTwo(0, 40));
    return some;
  }

  private static Tensor withSpecial(float[] some) {
    float[] elements = new float[some.length + SPECIAL.size()];
    System.arraycopy(some, 0, elements, 0, some.length);
    IntStream.range(0, SPECIAL.size()).forEach(i -> elements[some.length + i] = SPECIAL.get(i));
    return Tensor.f32(Shape.of(elements.length), elements);
  }
}
