package org.modelc.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Clamp;
import org.modelc.op.Dense;
import org.modelc.op.Dequantise;
import org.modelc.op.OpException;
import org.modelc.op.Quantise;
import org.modelc.op.Requantise;
import org.modelc.op.WeightedOp;

/** Random cases over 16-bit activations: those over 8 bits with 256 steps for one, and conversions. */
public final class ShortCases {
  private static final float STEPS = 256;
  private static final int MORE_THAN_32_BITS = 3 * 511 + 7;

  private ShortCases() {}

  /** Case {@code seed} of each operator that computes with S16. */
  public static Stream<OpCase> of(long seed) {
    return Stream.concat(computing(seed), conversions(seed, new RandomTensors(seed)));
  }

  /** Case {@code seed} of convolutions, matrix products, pooling, reduction and arithmetic. */
  public static Stream<OpCase> computing(long seed) {
    RandomTensors random = new RandomTensors(seed);
    return Stream.of(
            WindowCases.of(seed, true), AxisCases.of(seed, true), Stream.of(Weighted.dense(seed, true)), BinaryCases.of(seed, true),
            UnaryCases.of(seed, true), MovementCases.of(seed, true), IntegerCases.of(seed))
        .flatMap(cases -> cases)
        .flatMap(opCase -> widened(opCase, random).stream());
  }

  /** The case with S16 instead of S8; empty for operators that do not take it. */
  private static Optional<OpCase> widened(OpCase opCase, RandomTensors random) {
    List<Tensor> inputs = IntStream.range(0, opCase.inputs().size())
        .mapToObj(i -> isActivation(opCase, i) ? elements(opCase.inputs().get(i).type(), random) : rescaled(opCase, i)).toList();
    if (inputs.stream().noneMatch(input -> input.type().dtype() == DType.S16)) {
      return Optional.empty();
    }
    try {
      TensorType inferred = opCase.op().infer(inputs.stream().map(Tensor::type).toList()).get(0);
      TensorType output = inferred.dtype() == DType.S16 && inferred.quant().isEmpty()
          ? inferred.withQuant(wide(opCase.output().requireQuant()))
          : inferred;
      return Optional.of(new OpCase("s16 " + opCase.label(), opCase.op(), inputs, output, opCase.constants()));
    } catch (OpException notForShorts) {
      return Optional.empty();
    }
  }

  private static boolean isActivation(OpCase opCase, int input) {
    boolean weights = opCase.op() instanceof WeightedOp && input != WeightedOp.ACTIVATIONS;
    TensorType type = opCase.inputs().get(input).type();
    return !weights && type.isQuantised() && type.dtype() == DType.S8;
  }

  private static Tensor rescaled(OpCase opCase, int input) {
    Tensor tensor = opCase.inputs().get(input);
    boolean bias = opCase.op() instanceof WeightedOp && input == WeightedOp.BIAS;
    Quant quant = bias ? tensor.type().requireQuant() : null;
    return bias
        ? tensor.withType(tensor.type().withQuant(new Quant(quant.scales().stream().map(scale -> scale / STEPS).toList(), quant.zeroPoints(), quant.axis())))
        : tensor;
  }

  private static Quant wide(Quant quant) {
    return Quant.perTensor(quant.scale() / STEPS, 0);
  }

  private static Tensor elements(TensorType type, RandomTensors random) {
    Tensor any = random.elements(TensorType.quantised(DType.S16, type.shape(), wide(type.requireQuant())));
    if (random.chance(0.1)) {
      IntStream.range(0, any.elements()).forEach(i -> any.shorts()[i] = any.shorts()[i] < 0 ? Short.MIN_VALUE : Short.MAX_VALUE);
    }
    return any;
  }

  private static Stream<OpCase> conversions(long seed, RandomTensors random) {
    Quant bytes = random.quant();
    Quant shorts = Quant.perTensor(bytes.scale() / STEPS * random.powerOfTwo(-1, 1), 0);
    Quant others = Quant.perTensor(shorts.scale() * random.powerOfTwo(-2, 2), 0);
    Tensor narrow = random.s8(Shape.of(50), bytes);
    Tensor wide = random.elements(TensorType.quantised(DType.S16, Shape.of(50), shorts));
    float[] reals = random.f32(Shape.of(50)).floats();
    IntStream.range(0, reals.length).forEach(i -> reals[i] *= shorts.scale() * 40_000);
    reals[0] = Float.NaN;
    reals[1] = Float.POSITIVE_INFINITY;
    reals[2] = -1e30f;
    return Stream.of(
        OpCase.inferred("s8 to s16 " + seed, new Requantise(DType.S16, shorts), List.of(narrow)),
        OpCase.inferred("s16 to s8 " + seed, new Requantise(DType.S8, bytes), List.of(wide)),
        OpCase.inferred("s16 to s16 " + seed, new Requantise(DType.S16, others), List.of(wide)),
        OpCase.inferred("dequantise s16 " + seed, new Dequantise(), List.of(wide)),
        OpCase.inferred("quantise s16 " + seed, new Quantise(DType.S16, shorts), List.of(Tensor.f32(Shape.of(50), reals))));
  }

  /** Sums far beyond 32 bits, of both signs. */
  public static Stream<OpCase> extremes() {
    return Stream.of(extreme((byte) -128), extreme((byte) 127));
  }

  private static OpCase extreme(byte weight) {
    byte[] weights = new byte[2 * MORE_THAN_32_BITS];
    Arrays.fill(weights, weight);
    short[] activations = new short[2 * MORE_THAN_32_BITS];
    Arrays.fill(activations, 0, MORE_THAN_32_BITS, Short.MIN_VALUE);
    Arrays.fill(activations, MORE_THAN_32_BITS, activations.length, Short.MAX_VALUE);
    Quant unit = Quant.perTensor(0x1p-10f, 0);
    Tensor input = Tensor.of(TensorType.quantised(DType.S16, Shape.of(2, MORE_THAN_32_BITS), unit), activations);
    Tensor filters = Tensor.of(TensorType.quantised(DType.S8, Shape.of(2, MORE_THAN_32_BITS), unit), weights);
    Tensor bias = Tensor.of(
        TensorType.quantised(DType.S32, Shape.of(2), Quant.perTensor(0x1p-20f, 0)), new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE});
    TensorType output = TensorType.quantised(DType.S16, Shape.of(2, 2), Quant.perTensor(0.25f, 0));
    return new OpCase("s16 extreme " + weight, new Dense(Clamp.NONE), List.of(input, filters, bias), output);
  }
}
