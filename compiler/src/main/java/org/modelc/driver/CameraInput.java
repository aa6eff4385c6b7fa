package org.modelc.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.modelc.arithmetic.IntegerRange;
import org.modelc.arithmetic.Quantisation;
import org.modelc.c.FloatLiteral;
import org.modelc.data.Preprocessing;
import org.modelc.firmware.DemoModel;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/** How a network takes a camera's pictures. */
final class CameraInput {
  /** Of the demo's camera. */
  private static final int FRAME_HEIGHT = 240;

  private static final int FRAME_WIDTH = 320;
  private static final int BYTES = 256;
  private static final int RED_GREEN_BLUE = 3;

  private final String where;
  private final TensorType type;
  private final Preprocessing preprocessing;

  /** @throws ProblemException E407 if the network has several inputs */
  CameraInput(Graph graph, Preprocessing preprocessing) {
    this.where = "network \"" + graph.name() + "\"";
    if (graph.inputs().size() != 1) {
      throw misfit("It has " + graph.inputs().size() + " inputs.");
    }
    this.type = graph.inputs().get(0).type();
    this.preprocessing = preprocessing;
  }

  /**
   * @param subject {@code WRITING} needs a grey picture
   * @throws ProblemException E407 if the input is no picture that the camera can give, E302 if the camera's bytes are not the numbers that the input
   *     takes
   */
  DemoModel.Picture picture(DemoRequest.Subject subject) {
    Shape shape = type.shape();
    if (shape.rank() != 4 || shape.dim(0) != 1) {
      throw misfit("Its input is " + type + ", no image.");
    }
    if (isColour(shape.dim(1))) {
      return picture(subject, shape.dim(1), shape.dim(2), shape.dim(3), shape.dim(2) * shape.dim(3), 1);
    }
    if (isColour(shape.dim(3))) {
      return picture(subject, shape.dim(3), shape.dim(1), shape.dim(2), 1, shape.dim(3));
    }
    throw misfit("Its input is " + type + ", neither grey nor red, green and blue.");
  }

  private static boolean isColour(int channels) {
    return channels == 1 || channels == RED_GREEN_BLUE;
  }

  private DemoModel.Picture picture(DemoRequest.Subject subject, int channels, int height, int width, int channelStep, int pixelStep) {
    if (subject == DemoRequest.Subject.WRITING && channels != 1) {
      throw misfit("Its input is in colour, writing is grey.");
    }
    requirePreprocessingFits(channels);
    int partHeight = Math.min(FRAME_HEIGHT, FRAME_WIDTH * height / width);
    int partWidth = Math.min(FRAME_WIDTH, FRAME_HEIGHT * width / height);
    if (height > partHeight || width > partWidth) {
      throw misfit("Its input is " + height + "x" + width + ", larger than the camera's " + FRAME_HEIGHT + "x" + FRAME_WIDTH + ".");
    }
    List<String> levels = IntStream.range(0, channels).mapToObj(this::levels).toList();
    return new DemoModel.Picture(channels, height, width, type.dtype().cType(), channelStep, pixelStep, levels);
  }

  /**
   * Whether the camera's frame is the picture, and its bytes are what the KPU reads for it.
   *
   * @param image the input in AI SRAM, U8 [1,H,W,C]
   */
  boolean isFrame(TensorType image) {
    return image.shape().equals(Shape.of(1, FRAME_HEIGHT, FRAME_WIDTH, RED_GREEN_BLUE))
        && IntStream.range(0, RED_GREEN_BLUE).allMatch(channel -> IntStream.range(0, BYTES).allMatch(value -> isItself(value, channel, image.requireQuant())));
  }

  private boolean isItself(int value, int channel, Quant image) {
    double real = preprocessing.apply(value, channel);
    if (type.dtype() == DType.F32) {
      return Quantisation.of(DType.U8, image.scale(), image.zeroPoint()).quantise((float) real) == value;
    }
    Quant quant = type.requireQuant();
    long level = Quantisation.of(type.dtype(), quant.scale(), quant.zeroPoint()).quantise(real);
    return quant.scale() == image.scale() && level - quant.zeroPoint() == value - image.zeroPoint();
  }

  private void requirePreprocessingFits(int channels) {
    if (preprocessing.channels() > 1 && preprocessing.channels() != channels) {
      throw new ProblemException(
          Code.E302, where, "Mean and standard deviation are for " + preprocessing.channels() + " channels, the input has " + channels + ".",
          "Give one number, or one for each channel.");
    }
  }

  /** The elements that bytes of a channel become, as text. */
  private String levels(int channel) {
    if (type.dtype() == DType.F32) {
      return IntStream.range(0, BYTES).mapToObj(value -> FloatLiteral.of((float) preprocessing.apply(value, channel))).collect(Collectors.joining(", "));
    }
    if (!type.isQuantised() || type.dtype() != DType.S8 && type.dtype() != DType.U8) {
      throw misfit("Its input is " + type + ".");
    }
    return integers(channel).stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private List<Long> integers(int channel) {
    Quant quant = type.requireQuant();
    Quantisation quantisation = Quantisation.of(type.dtype(), quant.scale(), quant.zeroPoint());
    List<Long> levels = new ArrayList<>();
    for (int value = 0; value < BYTES; value++) {
      levels.add(quantisation.quantise(preprocessing.apply(value, channel)));
    }
    requireSpread(levels, channel, quant);
    return levels;
  }

  /** Where most bytes are beyond the input's range, or a few levels are all there is, the numbers of the camera are not those of the samples. */
  private void requireSpread(List<Long> levels, int channel, Quant quant) {
    IntegerRange range = IntegerRange.of(type.dtype());
    long beyond = levels.stream().filter(level -> level == range.min() || level == range.max()).count();
    if (beyond > BYTES / 2 || levels.stream().distinct().count() < BYTES / 16) {
      throw new ProblemException(
          Code.E302, where,
          "The camera's bytes become " + preprocessing.apply(0, channel) + " to " + preprocessing.apply(BYTES - 1, channel) + ", the input takes "
              + quant.scale() * (range.min() - quant.zeroPoint()) + " to " + quant.scale() * (range.max() - quant.zeroPoint()) + ".",
          "Give --input-scale, --input-mean and --input-std for samples of bytes 0 to 255, and calibration samples of that kind.");
    }
  }

  private ProblemException misfit(String cause) {
    return new ProblemException(Code.E407, where, cause);
  }
}
