package org.modelc.kernel;

import java.util.function.IntUnaryOperator;
import org.modelc.ir.Node;

/** The constants of depthwise convolutions for Arm's DSP extension: quads of four channels that one word of inputs holds. */
final class DspQuads {
  /** Channels of a quad. */
  static final int SIZE = 4;

  /** The halves of a widened word are channels 0 and 2, then 1 and 3. */
  private static final int[] CHANNEL_ORDER = {0, 2, 1, 3};

  private DspQuads() {}

  /** Whether {@code node} is an integer depthwise convolution of whole quads, one batch, channel multiplier 1. */
  static boolean accepts(Node node) {
    return IntegerConvolutions.isDepthwise(node)
        && IntegerConvolutions.input(node).dim(3) % SIZE == 0
        && DspProduct.acceptsResults(Product.of(node));
  }

  /**
   * For each quad: a word of four weights for each tap, four start values, four multipliers.
   *
   * @param taps the taps in the order of the words
   * @param startValue of the accumulator of a channel
   */
  static int[] pack(Product product, int[] taps, IntUnaryOperator startValue) {
    int[] words = new int[product.filters() / SIZE * (taps.length + 2 * SIZE)];
    int next = 0;
    for (int channel = 0; channel < product.filters(); channel += SIZE) {
      for (int tap : taps) {
        words[next++] = fourWeights(product, channel, tap);
      }
      for (int order : CHANNEL_ORDER) {
        words[next++] = startValue.applyAsInt(channel + order);
      }
      for (int order : CHANNEL_ORDER) {
        words[next++] = product.multiplier(channel + order);
      }
    }
    return words;
  }

  private static int fourWeights(Product product, int channel, int tap) {
    int word = 0;
    for (int i = SIZE - 1; i >= 0; i--) {
      word = word << Byte.SIZE | product.weight(channel + i, tap) & 0xff;
    }
    return word;
  }
}
