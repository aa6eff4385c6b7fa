package org.modelc.data;

import java.util.List;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;

/** The samples of one model input: an array, fitted to the input's type. */
final class InputArray {
  private final NpyArray array;
  private final TensorType type;
  private final Preprocessing preprocessing;
  private final Shape sampleShape;
  /** For each element of the input, the element of the sample it comes from. */
  private final int[] sources;
  private final int channelAxis;
  private final boolean integersAsTheyAre;

  /**
   * @param permutation of {@link SampleFit#permutation}
   * @param channelAxis of {@link SampleFit#channelAxis}; any axis where all channels are treated alike
   */
  InputArray(NpyArray array, TensorType type, Preprocessing preprocessing, List<Integer> permutation, int channelAxis) {
    this.array = array;
    this.type = type;
    this.preprocessing = preprocessing;
    this.sampleShape = sampleShape(array);
    this.sources = sources(sampleShape, permutation);
    this.channelAxis = channelAxis;
    this.integersAsTheyAre = type.isQuantised() && preprocessing.keepsNumbers() && isStorageOf(array.type(), type);
  }

  /** The axes of {@code array} after the sample axis. */
  static Shape sampleShape(NpyArray array) {
    return new Shape(array.shape().dims().subList(1, array.shape().rank()));
  }

  private static int[] sources(Shape sample, List<Integer> permutation) {
    int[] strides = sample.strides();
    Shape permuted = sample.permute(permutation);
    int[] permutedStrides = permuted.strides();
    int[] sources = new int[sample.elements()];
    for (int i = 0; i < sources.length; i++) {
      for (int axis = 0; axis < strides.length; axis++) {
        sources[i] += i / permutedStrides[axis] % permuted.dim(axis) * strides[permutation.get(axis)];
      }
    }
    return sources;
  }

  private static boolean isStorageOf(NpyType arrayType, TensorType type) {
    return switch (type.dtype()) {
      case S8 -> arrayType == NpyType.I1;
      case U8 -> arrayType == NpyType.U1;
      default -> false;
    };
  }

  int samples() {
    return array.shape().dim(0);
  }

  Tensor sample(int index) {
    double[] numbers = new double[sources.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.real(index * sources.length + sources[i]);
    }
    if (integersAsTheyAre) {
      return Reals.store(numbers, TensorType.of(type.dtype(), type.shape())).withType(type);
    }
    preprocess(numbers);
    return Reals.store(numbers, type);
  }

  private void preprocess(double[] numbers) {
    int channels = preprocessing.channels();
    int stride = channels == 1 ? 1 : sampleShape.strides()[channelAxis];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = preprocessing.apply(numbers[i], sources[i] / stride % channels);
    }
  }
}
