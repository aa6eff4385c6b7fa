package org.modelc.kernel;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.modelc.arithmetic.IntegerRange;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;

/** Random types and elements from one seed, with extremes more often than chance has them. */
public final class RandomTensors {
  private final Random random;
  private final double weightScaleRange;

  public RandomTensors(long seed) {
    this(seed, 8);
  }

  /** @param weightScaleRange how far apart the scales of a tensor's channels lie at most, as a power of two; trained layers have 2 to 3 */
  RandomTensors(long seed, double weightScaleRange) {
    this.random = new Random(seed);
    this.weightScaleRange = weightScaleRange;
  }

  /** From {@code low} to {@code high}, both inclusive. */
  public int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** From 2^low to 2^high, evenly by exponent. */
  public float powerOfTwo(double low, double high) {
    return (float) Math.pow(2, low + (high - low) * random.nextDouble());
  }

  /** Per tensor, scale 2^-8 to 1; the zero point is often an extreme or 0. */
  public Quant quant() {
    int zeroPoint = switch (between(0, 5)) {
      case 0 -> -128;
      case 1 -> 127;
      case 2 -> 0;
      default -> between(-128, 127);
    };
    return Quant.perTensor(powerOfTwo(-8, 0), zeroPoint);
  }

  /** Symmetric: per tensor, or with a scale for each of the channels along axis 0. */
  public Quant weightQuant(int channels) {
    return chance(0.3)
        ? Quant.perTensor(powerOfTwo(-10, -2), 0)
        : Quant.perChannel(IntStream.range(0, channels).mapToObj(channel -> powerOfTwo(-2 - weightScaleRange, -2)).toList(), 0);
  }

  /** S8 elements: now and then all of them extremes. */
  public Tensor s8(Shape shape, Quant quant) {
    byte[] elements = new byte[shape.elements()];
    random.nextBytes(elements);
    if (chance(0.1)) {
      for (int i = 0; i < elements.length; i++) {
        elements[i] = elements[i] < 0 ? Byte.MIN_VALUE : Byte.MAX_VALUE;
      }
    }
    return Tensor.of(TensorType.quantised(DType.S8, shape, quant), elements);
  }

  /** S8 elements that lie close together, so that ties and near ties occur. */
  public Tensor s8Close(Shape shape, Quant quant) {
    byte[] elements = new byte[shape.elements()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = (byte) between(-3, 3);
    }
    return Tensor.of(TensorType.quantised(DType.S8, shape, quant), elements);
  }

  /** S32 elements from -bound to bound. */
  public Tensor s32(Shape shape, Quant quant, int bound) {
    int[] elements = IntStream.range(0, shape.elements()).map(i -> between(-bound, bound)).toArray();
    return Tensor.of(TensorType.quantised(DType.S32, shape, quant), elements);
  }

  /** Floats from -1 to 1, some of them 0 or -0. */
  public Tensor f32(Shape shape) {
    float[] elements = new float[shape.elements()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = chance(0.1) ? (chance(0.5) ? 0f : -0f) : random.nextFloat() * 2 - 1;
    }
    return Tensor.f32(shape, elements);
  }

  /** F32 or S8 of this shape. */
  public Tensor real(Shape shape, boolean quantised) {
    return quantised ? s8(shape, quant()) : f32(shape);
  }

  /** U8 elements over the whole range. */
  public Tensor u8(Shape shape, Quant quant) {
    byte[] elements = new byte[shape.elements()];
    random.nextBytes(elements);
    return Tensor.of(TensorType.quantised(DType.U8, shape, quant), elements);
  }

  /** Elements of any type, integers over the whole range. */
  public Tensor elements(TensorType type) {
    if (type.dtype().isFloat()) {
      return f32(type.shape());
    }
    if (type.dtype() == DType.F64) {
      return Tensor.of(type, random.doubles(type.elements()).map(x -> 4 * x - 2).toArray());
    }
    IntegerRange range = IntegerRange.of(type.dtype());
    return Tensor.ofIntegers(type, random.longs(type.elements()).map(bits -> inside(range, bits)).toArray());
  }

  private static long inside(IntegerRange range, long bits) {
    long size = range.max() - range.min() + 1;
    return size == 0 ? bits : range.min() + Math.floorMod(bits, size);
  }

  /** Of rank {@code rank}, each dimension 1 to {@code largest}. */
  public Shape shape(int rank, int largest) {
    return new Shape(IntStream.range(0, rank).mapToObj(axis -> between(1, largest)).toList());
  }

  public <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /**
   * A bias for {@code weights}, output channels first: of activations that are quantised S32 in units of their scale and each channel's.
   *
   * @param activations float, or quantised as the weights are
   */
  public Tensor bias(TensorType activations, Tensor weights) {
    int outputs = weights.shape().dim(0);
    if (!activations.isQuantised()) {
      return f32(Shape.of(outputs));
    }
    Quant weightQuant = weights.type().requireQuant();
    float scale = activations.requireQuant().scale();
    List<Float> scales = IntStream.range(0, outputs).mapToObj(channel -> scale * weightQuant.scale(channel)).toList();
    return s32(Shape.of(outputs), Quant.perChannel(scales, 0), 5000);
  }
}
