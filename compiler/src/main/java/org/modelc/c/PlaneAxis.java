package org.modelc.c;

import org.modelc.ir.Shape;
import org.modelc.op.Window;

/** {@code modelc_plane_axis}: height or width of an NHWC image and of what a window makes of it; steps in bytes. */
public record PlaneAxis(int inputLength, int inputStep, int outputLength, int outputStep, int stride, int padding) {

  public static PlaneAxis height(Window window, Shape input, Shape output) {
    return new PlaneAxis(
        input.dim(1), input.product(2, 4), output.dim(1), output.product(2, 4), window.strideHeight(), window.padTop());
  }

  public static PlaneAxis width(Window window, Shape input, Shape output) {
    return new PlaneAxis(input.dim(2), input.dim(3), output.dim(2), output.dim(3), window.strideWidth(), window.padLeft());
  }
}
