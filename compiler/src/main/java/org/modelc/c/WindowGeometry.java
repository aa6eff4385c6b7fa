package org.modelc.c;

import org.modelc.ir.Shape;
import org.modelc.op.Window;

/** Sizes of {@code modelc_window}: an NHWC input, an NHWC output and the window between them. */
public record WindowGeometry(
    int batches,
    int inputHeight, int inputWidth, int inputChannels,
    int outputHeight, int outputWidth, int outputChannels,
    int kernelHeight, int kernelWidth,
    int strideHeight, int strideWidth,
    int dilationHeight, int dilationWidth,
    int padTop, int padLeft) {

  public static WindowGeometry of(Window window, Shape input, Shape output) {
    return new WindowGeometry(
        input.dim(0),
        input.dim(1), input.dim(2), input.dim(3),
        output.dim(1), output.dim(2), output.dim(3),
        window.kernelHeight(), window.kernelWidth(),
        window.strideHeight(), window.strideWidth(),
        window.dilationHeight(), window.dilationWidth(),
        window.padTop(), window.padLeft());
  }

  /** The same with height and width exchanged, which for maps one pixel wide describes the same bytes. */
  public WindowGeometry transposed() {
    return new WindowGeometry(
        batches,
        inputWidth, inputHeight, inputChannels,
        outputWidth, outputHeight, outputChannels,
        kernelWidth, kernelHeight,
        strideWidth, strideHeight,
        dilationWidth, dilationHeight,
        padLeft, padTop);
  }
}
