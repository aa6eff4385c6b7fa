package org.modelc.kernel;

import java.util.List;
import java.util.stream.Stream;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.AveragePool;
import org.modelc.op.Conv;
import org.modelc.op.MaxPool;
import org.modelc.op.Op;
import org.modelc.op.OpException;
import org.modelc.op.Window;

/** Random convolutions and poolings: strides, dilations, uneven padding, groups, channel multipliers, ceil mode. */
public final class WindowCases {
  private WindowCases() {}

  /** Case {@code seed} of each operator in integers or floats. */
  public static Stream<OpCase> of(long seed, boolean quantised) {
    RandomTensors random = new RandomTensors(seed);
    return Stream.of(conv(seed, random, quantised), maxPool(seed, random, quantised), averagePool(seed, random, quantised));
  }

  private static OpCase conv(long seed, RandomTensors random, boolean quantised) {
    Window window = window(random);
    int groups = random.oneOf(List.of(1, 1, 2, 3));
    boolean depthwise = random.chance(0.3);
    int groupInputs = depthwise ? 1 : random.between(1, 4);
    Shape input = Shape.of(random.between(1, 2), random.between(1, 8), random.between(1, 8), groups * groupInputs);
    Shape weights = Shape.of(
        groups * random.between(1, 3), window.kernelHeight(), window.kernelWidth(), groupInputs);
    Conv conv = new Conv(fit(window, input), groups, Weighted.clamp(random));
    return Weighted.of("conv " + seed, conv, random, input, weights, quantised);
  }

  private static OpCase maxPool(long seed, RandomTensors random, boolean quantised) {
    return pool(random, (window, input) -> OpCase.inferred("max pool " + seed, new MaxPool(window), List.of(random.real(input, quantised))));
  }

  private static OpCase averagePool(long seed, RandomTensors random, boolean quantised) {
    return pool(random, (window, input) -> {
      int ceilBottom = random.between(0, Math.min(window.padBottom(), window.strideHeight() - 1));
      int ceilRight = random.between(0, Math.min(window.padRight(), window.strideWidth() - 1));
      Op op = new AveragePool(window, random.chance(0.5), ceilBottom, ceilRight);
      Tensor elements = random.real(input, quantised);
      TensorType inferred = op.infer(List.of(elements.type())).get(0);
      TensorType output = quantised ? inferred.withQuant(rescaled(elements.type().requireQuant(), random)) : inferred;
      return new OpCase("average pool " + seed, op, List.of(elements), output);
    });
  }

  /** Another quantisation of about the same range. */
  static Quant rescaled(Quant quant, RandomTensors random) {
    return Quant.perTensor(quant.scale() * random.powerOfTwo(-2, 2), random.quant().zeroPoint());
  }

  private interface PoolFactory {
    OpCase make(Window window, Shape input);
  }

  /** Tries windows until one covers an element at every place. */
  private static OpCase pool(RandomTensors random, PoolFactory factory) {
    while (true) {
      Shape input = Shape.of(random.between(1, 2), random.between(1, 9), random.between(1, 9), random.between(1, 5));
      try {
        return factory.make(fit(window(random), input), input);
      } catch (OpException e) {
        if (!e.getMessage().contains("nothing but padding")) {
          throw e;
        }
      }
    }
  }

  private static Window window(RandomTensors random) {
    int kernelHeight = random.between(1, 4);
    int kernelWidth = random.between(1, 4);
    return new Window(
        kernelHeight, kernelWidth,
        random.between(1, 3), random.between(1, 3),
        random.oneOf(List.of(1, 1, 2)), random.oneOf(List.of(1, 1, 3)),
        random.between(0, kernelHeight - 1), random.between(0, kernelWidth - 1),
        random.between(0, kernelHeight - 1), random.between(0, kernelWidth - 1));
  }

  /** The window with as much more padding at bottom and right as it needs to fit the input once. */
  private static Window fit(Window window, Shape input) {
    int reachHeight = (window.kernelHeight() - 1) * window.dilationHeight() + 1;
    int reachWidth = (window.kernelWidth() - 1) * window.dilationWidth() + 1;
    int bottom = Math.max(window.padBottom(), reachHeight - input.dim(1) - window.padTop());
    int right = Math.max(window.padRight(), reachWidth - input.dim(2) - window.padLeft());
    return window.withPads(window.padTop(), window.padLeft(), bottom, right);
  }
}
