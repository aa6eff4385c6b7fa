package org.modelc.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.modelc.arithmetic.AccumulatorRange;
import org.modelc.arithmetic.SoftmaxScaling;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.AveragePool;
import org.modelc.op.Clamp;
import org.modelc.op.Conv;
import org.modelc.op.Dense;
import org.modelc.op.Op;
import org.modelc.op.Reduce;
import org.modelc.op.Softmax;
import org.modelc.op.Window;

/** Cases at the limits of 32-bit accumulators and of the tables' lengths, where an overflow would be undefined behaviour in C. */
final class ExtremeCases {
  private static final int LENGTH = 3000;

  private ExtremeCases() {}

  static Stream<OpCase> all() {
    return Stream.of(
        product(127, -128, -128), product(127, 127, -128), product(-128, 127, 127), product(-128, -128, 127),
        pointwise(127, -128, -128), pointwise(-128, 127, -128),
        largestMean(), largestPool(), longestSoftmax(0.05f, 1f / 256), longestSoftmax(0.0001f, (float) SoftmaxScaling.MIN_OUTPUT_SCALE));
  }

  /** A matrix product whose accumulator gets as near to 2^31 as the compiler allows. */
  private static OpCase product(int zeroPoint, int element, int weight) {
    return weighted("product", new Dense(Clamp.NONE), Shape.of(1, LENGTH), Shape.of(1, LENGTH), zeroPoint, element, weight);
  }

  private static OpCase pointwise(int zeroPoint, int element, int weight) {
    Op conv = new Conv(Window.of(1, 1), 1, Clamp.NONE);
    return weighted("pointwise", conv, Shape.of(1, 1, 1, LENGTH), Shape.of(1, 1, 1, LENGTH), zeroPoint, element, weight);
  }

  private static OpCase weighted(String label, Op op, Shape input, Shape weightShape, int zeroPoint, int element, int weight) {
    Quant inputQuant = Quant.perTensor(0.5f, zeroPoint);
    Tensor weights = filled(weightShape, Quant.perTensor(0.5f, 0), weight);
    long products = AccumulatorRange.ofProduct(weights, bias(0), inputQuant).bounds().get(0);
    int room = (int) (AccumulatorRange.LIMIT - products);
    boolean negative = (element - zeroPoint) * weight < 0;
    List<Tensor> inputs = List.of(filled(input, inputQuant, element), weights, bias(negative ? -room : room));
    TensorType output = op.infer(inputs.stream().map(Tensor::type).toList()).get(0);
    return new OpCase(label, op, inputs, output.withQuant(Quant.perTensor(0x1p23f, 0)));
  }

  private static Tensor bias(int value) {
    return Tensor.of(TensorType.quantised(DType.S32, Shape.of(1), Quant.perTensor(0.25f, 0)), new int[] {value});
  }

  private static OpCase largestMean() {
    Tensor x = filled(Shape.of(256, 256), Quant.perTensor(1, 127), -128);
    return mean("mean", new Reduce(Reduce.Kind.MEAN, List.of(0, 1), false), x);
  }

  private static OpCase largestPool() {
    Tensor x = filled(Shape.of(1, 64, 64, 1), Quant.perTensor(1, -128), 127);
    return mean("pool", new AveragePool(Window.of(64, 64), false, 0, 0), x);
  }

  private static OpCase mean(String label, Op op, Tensor input) {
    TensorType output = op.infer(List.of(input.type())).get(0).withQuant(Quant.perTensor(4, 5));
    return new OpCase(label, op, List.of(input), output);
  }

  private static OpCase longestSoftmax(float inputScale, float outputScale) {
    Shape shape = Shape.of(SoftmaxScaling.MAX_LENGTH);
    byte[] elements = new byte[shape.elements()];
    new Random(1).nextBytes(elements);
    Tensor x = Tensor.of(TensorType.quantised(DType.S8, shape, Quant.perTensor(inputScale, 0)), elements);
    return new OpCase("longest row", new Softmax(0), List.of(x), x.type().withQuant(Quant.perTensor(outputScale, -128)));
  }

  private static Tensor filled(Shape shape, Quant quant, int element) {
    byte[] elements = new byte[shape.elements()];
    Arrays.fill(elements, (byte) element);
    return Tensor.of(TensorType.quantised(DType.S8, shape, quant), elements);
  }
}
