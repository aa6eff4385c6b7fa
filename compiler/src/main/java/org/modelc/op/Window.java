package org.modelc.op;

import java.util.Optional;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.problem.Code;

/**
 * A window that slides over height and width of an NHWC tensor. All sizes in elements; padding at bottom and right is implied by the
 * output's size and may exceed what the last window reaches.
 *
 * @param kernelHeight at least 1, as are kernelWidth, strides and dilations
 * @param padTop at least 0, as are the other paddings
 */
public record Window(
    int kernelHeight, int kernelWidth,
    int strideHeight, int strideWidth,
    int dilationHeight, int dilationWidth,
    int padTop, int padLeft, int padBottom, int padRight) {

  public Window {
    if (Math.min(Math.min(kernelHeight, kernelWidth), Math.min(strideHeight, strideWidth)) < 1
        || Math.min(dilationHeight, dilationWidth) < 1
        || Math.min(Math.min(padTop, padLeft), Math.min(padBottom, padRight)) < 0) {
      throw new OpException(Code.E203, "window has a size below 1 or a negative padding");
    }
  }

  /** A window of stride 1 without dilation and padding. */
  public static Window of(int kernelHeight, int kernelWidth) {
    return new Window(kernelHeight, kernelWidth, 1, 1, 1, 1, 0, 0, 0, 0);
  }

  public int outputHeight(Shape input) {
    return outputSize((long) input.dim(1) + padTop + padBottom, kernelHeight, strideHeight, dilationHeight);
  }

  public int outputWidth(Shape input) {
    return outputSize((long) input.dim(2) + padLeft + padRight, kernelWidth, strideWidth, dilationWidth);
  }

  /** Whether every output place reads just the input place of the same coordinates. */
  public boolean isPointwise() {
    return equals(of(1, 1));
  }

  public boolean isPadded() {
    return padTop + padLeft + padBottom + padRight > 0;
  }

  public Window withPads(int top, int left, int bottom, int right) {
    return new Window(kernelHeight, kernelWidth, strideHeight, strideWidth, dilationHeight, dilationWidth, top, left, bottom, right);
  }

  /** The window for tensors whose height and width are exchanged. */
  public Window turned() {
    return new Window(
        kernelWidth, kernelHeight, strideWidth, strideHeight, dilationWidth, dilationHeight, padLeft, padTop, padRight, padBottom);
  }

  public Window withRowPads(int top, int bottom) {
    return withPads(top, padLeft, bottom, padRight);
  }

  /** Rows from the first that one place reads to the last. */
  public int reach() {
    return dilationHeight * (kernelHeight - 1) + 1;
  }

  /** This window where the only batch of {@code node} can be computed in rows: at every place it covers a row of the input. */
  Optional<Window> rowsOf(Node node) {
    Shape input = node.input(0).shape();
    int lastTop = (node.output().shape().dim(1) - 1) * strideHeight - padTop;
    return input.dim(0) == 1 && padTop < reach() && lastTop < input.dim(1) ? Optional.of(this) : Optional.empty();
  }

  /**
   * Checks that the window covers an element of the input at every place, not padding alone.
   *
   * @throws OpException if it does not
   */
  void requireElementEverywhere(Shape input) {
    if (!isPadded()) {
      return;
    }
    requireElement(outputHeight(input), input.dim(1), kernelHeight, strideHeight, dilationHeight, padTop);
    requireElement(outputWidth(input), input.dim(2), kernelWidth, strideWidth, dilationWidth, padLeft);
  }

  private static void requireElement(int places, int size, int kernel, int stride, int dilation, int pad) {
    for (int place = 0; place < places; place++) {
      long first = (long) place * stride - pad;
      long skipped = first < 0 ? (-first + dilation - 1) / dilation : 0;
      if (skipped >= kernel || first + skipped * dilation >= size) {
        throw new OpException(Code.E204, "at place " + place + " the window covers nothing but padding");
      }
    }
  }

  private static int outputSize(long padded, int kernel, int stride, int dilation) {
    long reach = (long) dilation * (kernel - 1) + 1;
    if (padded < reach) {
      throw new OpException(Code.E204, "window of " + reach + " elements does not fit the padded input of " + padded);
    }
    return Math.toIntExact((padded - reach) / stride + 1);
  }
}
