package org.modelc.ir;

import java.util.StringJoiner;
import org.modelc.op.Window;

/**
 * Windows as IR text: {@code [3x3 stride 2x2 dilation 1x1 pad 0 0 1 1]}, height before width, padding top, left, bottom, right; strides
 * and dilations of 1 and padding of 0 are left out.
 */
final class WindowText {
  private static final String STRIDE = "stride";
  private static final String DILATION = "dilation";
  private static final String PAD = "pad";

  private WindowText() {}

  static String print(Window window) {
    StringJoiner text = new StringJoiner(" ", "[", "]");
    text.add(window.kernelHeight() + "x" + window.kernelWidth());
    if (window.strideHeight() != 1 || window.strideWidth() != 1) {
      text.add(STRIDE).add(window.strideHeight() + "x" + window.strideWidth());
    }
    if (window.dilationHeight() != 1 || window.dilationWidth() != 1) {
      text.add(DILATION).add(window.dilationHeight() + "x" + window.dilationWidth());
    }
    if (window.isPadded()) {
      text.add(PAD).add(window.padTop() + " " + window.padLeft() + " " + window.padBottom() + " " + window.padRight());
    }
    return text.toString();
  }

  static Window parse(Tokens tokens) {
    tokens.expect("[");
    int[] kernel = pair(tokens);
    int[] stride = tokens.accept(STRIDE) ? pair(tokens) : new int[] {1, 1};
    int[] dilation = tokens.accept(DILATION) ? pair(tokens) : new int[] {1, 1};
    int[] pads = new int[4];
    if (tokens.accept(PAD)) {
      for (int i = 0; i < pads.length; i++) {
        pads[i] = Integer.parseInt(tokens.word());
      }
    }
    tokens.expect("]");
    return new Window(
        kernel[0], kernel[1], stride[0], stride[1], dilation[0], dilation[1], pads[0], pads[1], pads[2], pads[3]);
  }

  private static int[] pair(Tokens tokens) {
    String[] parts = tokens.word().split("x");
    return new int[] {Integer.parseInt(parts[0]), Integer.parseInt(parts[1])};
  }
}
