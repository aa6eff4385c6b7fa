package org.modelc.kernel;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Clip;
import org.modelc.op.Op;
import org.modelc.op.Requantise;
import org.modelc.op.Unary;
import org.modelc.op.Unary.Kind;

/** Random operators that treat each element alone. Any {@code Kind.values().length} successive seeds have every function. */
public final class UnaryCases {
  private static final List<Float> SPECIAL = List.of(
      Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0f, -0f, 0.5f, -0.5f, 1.5f, 2.5f, Float.MIN_VALUE, -1e-40f, 8388609f);

  private UnaryCases() {}

  /** Case {@code seed} of each operator in integers or floats. */
  public static Stream<OpCase> of(long seed, boolean quantised) {
    RandomTensors random = new RandomTensors(seed);
    Kind kind = Kind.values()[(int) (seed % Kind.values().length)];
    Unary unary = new Unary(kind, random.powerOfTwo(-4, 1), random.powerOfTwo(-4, 1));
    Clip clip = new Clip(Weighted.clamp(random));
    return quantised
        ? Stream.of(
            s8(kind + " " + seed, unary, random), s8("clip " + seed, clip, random), clipped(seed, clip, random), requantised(seed, random))
        : Stream.of(f32(kind + " " + seed, unary, random), f32("clip " + seed, clip, random));
  }

  private static OpCase s8(String label, Op op, RandomTensors random) {
    Tensor input = random.chance(0.5) ? random.s8(everyByte(), random.quant()) : random.u8(everyByte(), unsigned(random));
    TensorType output = TensorType.quantised(DType.S8, input.shape(), random.quant());
    return new OpCase(label, op, List.of(input), output);
  }

  /** Where input and output have one quantisation. */
  private static OpCase clipped(long seed, Clip clip, RandomTensors random) {
    Tensor input = random.s8(everyByte(), random.quant());
    return new OpCase("clip of equal quantisation " + seed, clip, List.of(input), input.type());
  }

  private static OpCase requantised(long seed, RandomTensors random) {
    boolean signed = random.chance(0.5);
    Requantise requantise = new Requantise(signed ? DType.S8 : DType.U8, signed ? random.quant() : unsigned(random));
    Tensor input = random.chance(0.5) ? random.s8(everyByte(), random.quant()) : random.u8(everyByte(), unsigned(random));
    return OpCase.inferred("requantise " + seed, requantise, List.of(input));
  }

  private static OpCase f32(String label, Op op, RandomTensors random) {
    float[] some = random.f32(Shape.of(60)).floats();
    float[] elements = new float[some.length + SPECIAL.size()];
    IntStream.range(0, some.length).forEach(i -> elements[i] = some[i] * 6);
    IntStream.range(0, SPECIAL.size()).forEach(i -> elements[some.length + i] = SPECIAL.get(i));
    return OpCase.inferred(label, op, List.of(Tensor.f32(Shape.of(elements.length), elements)));
  }

  private static Quant unsigned(RandomTensors random) {
    return Quant.perTensor(random.quant().scale(), random.between(0, 255));
  }

  private static Shape everyByte() {
    return Shape.of(256);
  }
}
