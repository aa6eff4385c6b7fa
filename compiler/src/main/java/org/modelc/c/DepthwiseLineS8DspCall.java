package org.modelc.c;

import org.modelc.ir.Shape;
import org.modelc.op.Window;

/** Parameters of {@code modelc_depthwise_line_s8_dsp}; steps and lines in bytes. */
public record DepthwiseLineS8DspCall(
    String kernel,
    int lines, int channels,
    int inputLength, int inputStep, int inputLine,
    int outputLength, int outputStep, int outputLine,
    int taps, int padBegin,
    int inputZeroPoint,
    OutputS8 output,
    ConstArray quads)
    implements Call {

  /** @param window one of its sides is 1 */
  public static DepthwiseLineS8DspCall of(Window window, Shape input, Shape result, int inputZeroPoint, OutputS8 output, ConstArray quads) {
    boolean vertical = window.kernelWidth() == 1;
    int along = vertical ? 1 : 2;
    int across = vertical ? 2 : 1;
    int channels = input.dim(3);
    return new DepthwiseLineS8DspCall(
        "modelc_depthwise_line_s8_dsp",
        input.dim(across), channels,
        input.dim(along), step(input, along), step(input, across),
        result.dim(along), step(result, along), step(result, across),
        vertical ? window.kernelHeight() : window.kernelWidth(),
        vertical ? window.padTop() : window.padLeft(),
        inputZeroPoint, output, quads);
  }

  private static int step(Shape shape, int axis) {
    return shape.product(axis + 1, 4);
  }
}
