package org.modelc.reference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.kernel.OpCase;
import org.modelc.op.AveragePool;
import org.modelc.op.Conv;
import org.modelc.op.Dense;
import org.modelc.op.MatMul;
import org.modelc.op.MaxPool;
import org.modelc.op.Normalise;
import org.modelc.op.Reduce;
import org.modelc.op.Resample;
import org.modelc.op.Scan;
import org.modelc.op.Softmax;
import org.modelc.op.WeightedOp;
import org.modelc.op.Window;

/**
 * What operators compute over the real numbers that their inputs stand for, in double, element by element from the definition. Written to
 * be read, not to be fast; shares nothing with the reference semantics.
 */
final class ExactResults {
  private ExactResults() {}

  /** Results in row-major order, without a fused clamp. */
  static double[] of(OpCase opCase) {
    Shape output = opCase.output().shape();
    ToDoubleFunction<int[]> element = element(opCase);
    return IntStream.range(0, output.elements()).mapToDouble(i -> element.applyAsDouble(position(output, i))).toArray();
  }

  /** The result at a position of the output. */
  private static ToDoubleFunction<int[]> element(OpCase opCase) {
    List<Tensor> inputs = opCase.inputs();
    if (opCase.op() instanceof Conv conv) {
      return at -> conv(conv, inputs, at);
    }
    if (opCase.op() instanceof Dense) {
      return at -> dense(inputs, at);
    }
    if (opCase.op() instanceof MaxPool pool) {
      return at -> Collections.max(covered(pool.window(), inputs.get(0), at));
    }
    if (opCase.op() instanceof AveragePool pool) {
      return at -> averagePool(pool, inputs.get(0), at);
    }
    if (opCase.op() instanceof Reduce reduce) {
      return at -> reduce(reduce, inputs.get(0), at);
    }
    if (opCase.op() instanceof Softmax softmax) {
      return at -> softmax(softmax, inputs.get(0), at);
    }
    if (opCase.op() instanceof Scan scan) {
      return at -> runningSum(scan, inputs.get(0), at);
    }
    if (opCase.op() instanceof MatMul) {
      return at -> matMul(inputs, at);
    }
    if (opCase.op() instanceof Resample resample) {
      return at -> resample(resample, inputs, at);
    }
    if (opCase.op() instanceof Normalise normalise) {
      return at -> normalise(normalise, inputs, at);
    }
    throw new IllegalArgumentException("no definition of " + opCase.op());
  }

  private static double conv(Conv conv, List<Tensor> inputs, int[] at) {
    Tensor x = inputs.get(WeightedOp.ACTIVATIONS);
    Tensor weights = inputs.get(WeightedOp.WEIGHTS);
    Window window = conv.window();
    int group = at[3] / (weights.shape().dim(0) / conv.groups());
    int channels = weights.shape().dim(3);
    double sum = inputs.get(WeightedOp.BIAS).real(at[3]);
    for (int ky = 0; ky < window.kernelHeight(); ky++) {
      for (int kx = 0; kx < window.kernelWidth(); kx++) {
        for (int c = 0; c < channels; c++) {
          int row = row(window, at, ky);
          int column = column(window, at, kx);
          if (inside(x.shape(), row, column)) {
            sum += read(x, at[0], row, column, group * channels + c) * read(weights, at[3], ky, kx, c);
          }
        }
      }
    }
    return sum;
  }

  private static double dense(List<Tensor> inputs, int[] at) {
    int[] from = at.clone();
    int last = at.length - 1;
    double sum = inputs.get(WeightedOp.BIAS).real(at[last]);
    for (int k = 0; k < inputs.get(WeightedOp.WEIGHTS).shape().dim(1); k++) {
      from[last] = k;
      sum += read(inputs.get(WeightedOp.ACTIVATIONS), from) * read(inputs.get(WeightedOp.WEIGHTS), at[last], k);
    }
    return sum;
  }

  private static double runningSum(Scan scan, Tensor x, int[] at) {
    int own = at[scan.axis()];
    int[] from = at.clone();
    double sum = 0;
    for (int i = 0; i < x.shape().dim(scan.axis()); i++) {
      from[scan.axis()] = i;
      boolean before = scan.reverse() ? i > own : i < own;
      sum += before || i == own && !scan.exclusive() ? read(x, from) : 0;
    }
    return sum;
  }

  private static double averagePool(AveragePool pool, Tensor x, int[] at) {
    List<Double> covered = covered(pool.window(), x, at);
    double sum = covered.stream().mapToDouble(Double::doubleValue).sum();
    return sum / (pool.countIncludePad() ? countedWithPadding(pool, x.shape(), at) : covered.size());
  }

  private static int countedWithPadding(AveragePool pool, Shape input, int[] at) {
    Window window = pool.window();
    int count = 0;
    for (int ky = 0; ky < window.kernelHeight(); ky++) {
      for (int kx = 0; kx < window.kernelWidth(); kx++) {
        boolean added = row(window, at, ky) >= input.dim(1) + window.padBottom() - pool.ceilBottom()
            || column(window, at, kx) >= input.dim(2) + window.padRight() - pool.ceilRight();
        count += added ? 0 : 1;
      }
    }
    return count;
  }

  /** The elements of the input under the window at one place and channel. */
  private static List<Double> covered(Window window, Tensor x, int[] at) {
    List<Double> elements = new ArrayList<>();
    for (int ky = 0; ky < window.kernelHeight(); ky++) {
      for (int kx = 0; kx < window.kernelWidth(); kx++) {
        int row = row(window, at, ky);
        int column = column(window, at, kx);
        if (inside(x.shape(), row, column)) {
          elements.add(read(x, at[0], row, column, at[3]));
        }
      }
    }
    return elements;
  }

  private static int row(Window window, int[] at, int ky) {
    return at[1] * window.strideHeight() - window.padTop() + ky * window.dilationHeight();
  }

  private static int column(Window window, int[] at, int kx) {
    return at[2] * window.strideWidth() - window.padLeft() + kx * window.dilationWidth();
  }

  private static boolean inside(Shape input, int row, int column) {
    return row >= 0 && row < input.dim(1) && column >= 0 && column < input.dim(2);
  }

  private static double reduce(Reduce reduce, Tensor x, int[] at) {
    DoubleStream elements = IntStream.range(0, x.elements())
        .filter(i -> matches(reduce, position(x.shape(), i), at))
        .mapToDouble(x::real);
    return switch (reduce.kind()) {
      case MEAN -> elements.average().orElseThrow();
      case SUM -> elements.sum();
      case MAX -> elements.max().orElseThrow();
      case PROD -> elements.reduce(1, (a, b) -> a * b);
      case MIN -> elements.min().orElseThrow();
    };
  }

  /** Whether the element of the input at {@code from} goes into the result at {@code at}. */
  private static boolean matches(Reduce reduce, int[] from, int[] at) {
    int axisOfResult = 0;
    for (int axis = 0; axis < from.length; axis++) {
      if (reduce.axes().contains(axis)) {
        axisOfResult += reduce.keepDims() ? 1 : 0;
      } else if (from[axis] != at[axisOfResult++]) {
        return false;
      }
    }
    return true;
  }

  private static double softmax(Softmax softmax, Tensor x, int[] at) {
    int[] from = at.clone();
    double sum = 0;
    for (int k = 0; k < x.shape().dim(softmax.axis()); k++) {
      from[softmax.axis()] = k;
      sum += Math.exp(read(x, from) - read(x, at));
    }
    return 1 / sum;
  }

  private static double matMul(List<Tensor> inputs, int[] at) {
    int last = at.length - 1;
    double sum = 0;
    for (int k = 0; k < inputs.get(0).shape().dim(-1); k++) {
      int[] left = broadcast(inputs.get(0), at);
      int[] right = broadcast(inputs.get(1), at);
      left[last - 1] = at[last - 1];
      left[last] = k;
      right[last - 1] = k;
      right[last] = at[last];
      sum += read(inputs.get(0), left) * read(inputs.get(1), right);
    }
    return sum;
  }

  /** The position with 0 along the axes that are repeated. */
  private static int[] broadcast(Tensor tensor, int[] at) {
    return IntStream.range(0, at.length).map(axis -> tensor.shape().dim(axis) == 1 ? 0 : at[axis]).toArray();
  }

  private static double resample(Resample resample, List<Tensor> inputs, int[] at) {
    int[] from = at.clone();
    double sum = 0;
    for (int tap = 0; tap < inputs.get(Resample.INDICES).shape().dim(1); tap++) {
      from[resample.axis()] = (int) read(inputs.get(Resample.INDICES), at[resample.axis()], tap);
      sum += read(inputs.get(0), from) * read(inputs.get(Resample.WEIGHTS), at[resample.axis()], tap);
    }
    return sum;
  }

  private static double normalise(Normalise normalise, List<Tensor> inputs, int[] at) {
    Tensor x = inputs.get(0);
    double[] row = IntStream.range(0, x.elements())
        .filter(i -> inSameRow(normalise, position(x.shape(), i), at)).mapToDouble(x::real).toArray();
    double mean = normalise.centred() ? DoubleStream.of(row).average().orElseThrow() : 0;
    double variance = DoubleStream.of(row).map(element -> (element - mean) * (element - mean)).average().orElseThrow();
    double deviation = Math.sqrt(variance + normalise.epsilon());
    double normal = deviation == 0 ? 0 : (read(x, at) - mean) / deviation;
    Tensor scale = inputs.get(Normalise.SCALE);
    return normal * read(scale, broadcast(scale, at)) + read(inputs.get(Normalise.BIAS), broadcast(scale, at));
  }

  private static boolean inSameRow(Normalise normalise, int[] from, int[] at) {
    return IntStream.range(0, at.length).allMatch(axis -> normalise.axes().contains(axis) || from[axis] == at[axis]);
  }

  private static double read(Tensor tensor, int... at) {
    int[] strides = tensor.shape().strides();
    return tensor.real(IntStream.range(0, at.length).map(axis -> at[axis] * strides[axis]).sum());
  }

  private static int[] position(Shape shape, int index) {
    int[] strides = shape.strides();
    return IntStream.range(0, shape.rank()).map(axis -> index / strides[axis] % shape.dim(axis)).toArray();
  }
}
