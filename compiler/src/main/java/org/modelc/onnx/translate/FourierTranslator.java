package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Fourier;
import org.modelc.op.Gather;
import org.modelc.op.OpException;
import org.modelc.op.Reshape;
import org.modelc.op.Transpose;
import org.modelc.problem.Code;

/** DFT, STFT and what surrounds them: transforms of constant length, windows and mel filters are constants. */
final class FourierTranslator {
  private FourierTranslator() {}

  /** DFT: the last axis of the input is the real, or the real and the imaginary part. */
  static Value transform(NodeContext node) {
    Value x = node.input(0);
    int rank = x.shape().rank();
    int given = node.opset() < 20
        ? node.attributes().integer("axis", 1)
        : node.has(2) ? (int) Constants.real(node.constant(2, "axis"), "axis") : -2;
    int axis = NodeContext.axis(given, rank);
    boolean inverse = node.attributes().flag("inverse", false);
    boolean oneSided = node.attributes().flag("onesided", false);
    int size = x.shape().dim(axis);
    int length = node.has(1)
        ? (int) Constants.real(node.constant(1, "dft_length"), "dft_length")
        : inverse && oneSided ? 2 * (size - 1) : size;
    if (axis == rank - 1 || x.shape().dim(-1) > 2 || length < 1) {
      throw new OpException(Code.E203, "a transform of length " + length + " along axis " + axis + " of shape " + x.shape());
    }
    return transform(node, x, axis, new Fourier(length, inverse, oneSided));
  }

  private static Value transform(NodeContext node, Value x, int axis, Fourier fourier) {
    List<Integer> perm = new ArrayList<>(IntStream.range(0, x.shape().rank()).boxed().toList());
    perm.remove(axis);
    perm.add(perm.size() - 1, axis);
    List<Integer> back = IntStream.range(0, perm.size()).mapToObj(perm::indexOf).toList();
    return node.result(new Transpose(back), node.principal("spectrum", fourier, node.step("moved", new Transpose(perm), x)));
  }

  /** STFT: transforms of windows over a signal [batch, length, parts]. */
  static Value shortTime(NodeContext node) {
    Value x = node.input(0);
    int step = (int) Constants.real(node.constant(1, "frame_step"), "frame_step");
    if (x.shape().rank() != 3 || x.shape().dim(2) > 2) {
      throw new OpException(Code.E204, "signal has shape " + x.shape() + ", [batch, length, 1 or 2] is needed");
    }
    int length = node.has(3)
        ? (int) Constants.real(node.constant(3, "frame_length"), "frame_length")
        : node.has(2) ? node.input(2).shape().elements() : x.shape().dim(1);
    if (step < 1 || length < 1 || length > x.shape().dim(1)) {
      throw new OpException(Code.E203, "frames of " + length + ", " + step + " apart, do not fit a signal of " + x.shape().dim(1));
    }
    int frames = (x.shape().dim(1) - length) / step + 1;
    int[] places = IntStream.range(0, frames * length).map(i -> i / length * step + i % length).toArray();
    Tensor indices = Tensor.of(TensorType.of(DType.S32, Shape.of(frames, length)), places);
    Value windows = node.step("frames", new Gather(1), x, node.constantStep("places", indices));
    if (node.has(2)) {
      Value window = node.step("window", new Reshape(Shape.of(length, 1)), node.input(2));
      windows = node.step("weighted", ArithmeticTranslator.operator(Binary.Kind.MUL), windows, window);
    }
    boolean oneSided = node.attributes().flag("onesided", true);
    return transform(node, windows, 2, new Fourier(length, false, oneSided));
  }

  /** Sums of cosines over a window: HannWindow, HammingWindow, BlackmanWindow. */
  static Translator.OfOneOutput window(double... coefficients) {
    return node -> {
      int size = (int) Constants.real(node.constant(0, "size"), "size");
      requireFloats(node);
      ConstantBroadcast.shape(List.of(size));
      int period = node.attributes().flag("periodic", true) ? size : size - 1;
      float[] window = new float[size];
      for (int i = 0; i < size; i++) {
        double sum = 0;
        for (int k = 0; k < coefficients.length; k++) {
          sum += coefficients[k] * Math.cos(2 * Math.PI * k * i / period);
        }
        window[i] = (float) sum;
      }
      return node.result(Tensor.f32(Shape.of(size), window));
    };
  }

  private static void requireFloats(NodeContext node) {
    int type = node.attributes().integer("output_datatype", 1);
    if (type != 1) {
      throw new OpException(Code.E203, "output_datatype is " + type + ", 1 (float32) is supported");
    }
  }

  /** MelWeightMatrix: triangular filters [spectrum bins, mel bins] whose corners are evenly spaced on the mel scale. */
  static Value mel(NodeContext node) {
    requireFloats(node);
    int filters = (int) Constants.real(node.constant(0, "num_mel_bins"), "num_mel_bins");
    int length = (int) Constants.real(node.constant(1, "dft_length"), "dft_length");
    double rate = Constants.real(node.constant(2, "sample_rate"), "sample_rate");
    double low = mel(Constants.real(node.constant(3, "lower_edge_hertz"), "lower_edge_hertz"));
    double high = mel(Constants.real(node.constant(4, "upper_edge_hertz"), "upper_edge_hertz"));
    Shape shape = ConstantBroadcast.shape(List.of(length / 2 + 1, filters));
    int[] corners = new int[filters + 2];
    for (int i = 0; i < corners.length; i++) {
      double hertz = 700 * (Math.pow(10, (low + i * (high - low) / corners.length) / 2595) - 1);
      corners[i] = Math.min(Math.max((int) Math.floor((length + 1) * hertz / rate), 0), length / 2);
    }
    float[] matrix = new float[shape.elements()];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = triangle(i / filters, corners[i % filters], corners[i % filters + 1], corners[i % filters + 2]);
    }
    return node.result(Tensor.f32(shape, matrix));
  }

  private static double mel(double hertz) {
    return 2595 * Math.log10(1 + hertz / 700);
  }

  private static float triangle(int bin, int left, int centre, int right) {
    if (bin >= centre && bin < right) {
      return (float) (right - bin) / (right - centre);
    }
    if (left == centre) {
      return bin == centre ? 1 : 0;
    }
    return bin >= left && bin <= centre ? (float) (bin - left) / (centre - left) : 0;
  }
}
