package org.modelc.kernel;

import java.util.List;
import java.util.stream.Stream;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Binary;
import org.modelc.op.Conv;
import org.modelc.op.Dense;
import org.modelc.op.Reduce;
import org.modelc.op.Window;

/** Random cases of the shapes that fast kernels are for: 1 to 70 channels, small windows, strides, padding on each side. */
final class VariantCases {
  private VariantCases() {}

  /** Case {@code seed} of every kind. */
  static Stream<OpCase> of(long seed) {
    RandomTensors random = new RandomTensors(seed, 2);
    return Stream.of(
        pointwise(seed, random),
        conv(seed, random),
        depthwise(seed, random),
        line(seed, random),
        dense("dense " + seed, random.between(1, 150), random),
        dense("long dense " + seed, random.between(250, 900), random),
        add(seed, random),
        mean(seed, random));
  }

  private static OpCase pointwise(long seed, RandomTensors random) {
    Shape input = Shape.of(1, random.between(1, 4), random.between(1, 4), random.between(1, 70));
    Shape weights = Shape.of(random.between(1, 40), 1, 1, input.dim(3));
    return Weighted.of("pointwise " + seed, new Conv(Window.of(1, 1), 1, Weighted.clamp(random)), random, input, weights, true);
  }

  private static OpCase conv(long seed, RandomTensors random) {
    Window window = random.chance(0.8) ? window(random, random.between(1, 4), random.between(1, 4)) : dilated(random);
    Shape input = Shape.of(1, random.between(5, 8), random.between(5, 8), random.oneOf(List.of(1, 2, 3, 4, 5, 8, 13, 16)));
    Shape weights = Shape.of(random.between(1, 20), window.kernelHeight(), window.kernelWidth(), input.dim(3));
    return Weighted.of("conv " + seed, new Conv(window, 1, Weighted.clamp(random)), random, input, weights, true);
  }

  private static OpCase depthwise(long seed, RandomTensors random) {
    Window window = random.chance(0.7) ? window(random, 3, 3)
        : random.chance(0.7) ? window(random, random.between(1, 4), random.between(1, 4)) : dilated(random);
    Shape input = Shape.of(1, random.between(5, 9), random.between(5, 9), random.chance(0.6) ? 4 * random.between(1, 9) : random.between(2, 35));
    Shape weights = Shape.of(input.dim(3), window.kernelHeight(), window.kernelWidth(), 1);
    return Weighted.of("depthwise " + seed, new Conv(window, input.dim(3), Weighted.clamp(random)), random, input, weights, true);
  }

  private static OpCase line(long seed, RandomTensors random) {
    boolean vertical = random.chance(0.5);
    int taps = random.between(1, 17);
    int begin = random.between(0, taps - 1);
    int end = random.between(0, taps - 1);
    int length = random.between(taps, taps + 12);
    int lines = random.between(1, 3);
    Window window = vertical
        ? new Window(taps, 1, 1, 1, 1, 1, begin, 0, end, 0)
        : new Window(1, taps, 1, 1, 1, 1, 0, begin, 0, end);
    Shape input = vertical ? Shape.of(1, length, lines, 4 * random.between(1, 5)) : Shape.of(1, lines, length, 4 * random.between(1, 5));
    Shape weights = Shape.of(input.dim(3), window.kernelHeight(), window.kernelWidth(), 1);
    return Weighted.of("line " + seed, new Conv(window, input.dim(3), Weighted.clamp(random)), random, input, weights, true);
  }

  private static OpCase dense(String name, int inputs, RandomTensors random) {
    Shape input = Shape.of(random.between(1, 2), inputs);
    Shape weights = Shape.of(random.between(1, 40), inputs);
    return Weighted.of(name, new Dense(Weighted.clamp(random)), random, input, weights, true);
  }

  private static OpCase add(long seed, RandomTensors random) {
    Shape shape = Shape.of(1, random.between(1, 70));
    Tensor a = random.s8(shape, random.quant());
    Tensor b = random.s8(shape, random.quant());
    float larger = Math.max(a.type().requireQuant().scale(), b.type().requireQuant().scale());
    Quant output = Quant.perTensor(larger * random.powerOfTwo(-4, 1), random.quant().zeroPoint());
    Binary op = new Binary(random.oneOf(List.of(Binary.Kind.ADD, Binary.Kind.SUB)), Weighted.clamp(random));
    return new OpCase("add " + seed, op, List.of(a, b), TensorType.quantised(DType.S8, shape, output));
  }

  private static OpCase mean(long seed, RandomTensors random) {
    Shape shape = Shape.of(1, random.between(1, 20), random.between(2, 20), random.between(1, 20));
    Tensor pixels = random.s8(shape, random.quant());
    Reduce op = new Reduce(Reduce.Kind.MEAN, List.of(1, 2), random.chance(0.5));
    TensorType output = op.infer(List.of(pixels.type())).get(0).withQuant(WindowCases.rescaled(pixels.type().requireQuant(), random));
    return new OpCase("mean " + seed, op, List.of(pixels), output);
  }

  private static Window dilated(RandomTensors random) {
    return new Window(
        random.between(1, 3), random.between(1, 3), 1, random.between(1, 2), random.between(1, 2), random.between(1, 2),
        random.between(0, 1), random.between(0, 1), random.between(0, 1), random.between(0, 1));
  }

  private static Window window(RandomTensors random, int kernelHeight, int kernelWidth) {
    return new Window(
        kernelHeight, kernelWidth, random.between(1, 2), random.between(1, 2), 1, 1,
        random.between(0, kernelHeight - 1), random.between(0, kernelWidth - 1),
        random.between(0, kernelHeight - 1), random.between(0, kernelWidth - 1));
  }
}
