package org.modelc.kpu;

import org.modelc.ir.Shape;
import org.modelc.op.KpuConv;

/**
 * The twelve register words of a layer, as {@code docs/k210.md} lists them. Addresses of memory are not part of them.
 *
 * @param input of the activations, all channels
 * @param output after pooling
 * @param kernel 1 or 3
 */
public record KpuWords(KpuConv conv, Shape input, Shape output, int kernel) {
  public static final int COUNT = 12;

  /** Bytes of weights that the KPU holds at a time. */
  private static final int WEIGHT_BUFFER = 30 * 1024;

  private static final int MOST_LOADS = 64;
  private static final long BURST = 15;

  /** Output channels that one load of weights serves. */
  public int channelsPerLoad() {
    return Math.min(WEIGHT_BUFFER / filterBytes(), output.dim(3));
  }

  /** Whether the layer's loads fit the register that counts them. */
  public boolean fits() {
    return loads() <= MOST_LOADS;
  }

  /** Output channels of which one layer can load the weights, a multiple of the channels that share rows of the output. */
  public static int mostOutputChannels(int filterBytes) {
    return WEIGHT_BUFFER / filterBytes * MOST_LOADS / 4 * 4;
  }

  private int loads() {
    return (output.dim(3) + channelsPerLoad() - 1) / channelsPerLoad();
  }

  private int filterBytes() {
    return kernel * kernel * (conv.depthwise() ? 1 : input.dim(3));
  }

  /** The words with these rows of AI SRAM; addresses are 0. */
  public long[] at(int sourceRow, int destinationRow) {
    AiSramLayout source = AiSramLayout.of(input);
    AiSramLayout destination = AiSramLayout.of(output);
    long pixels = (long) output.dim(1) * output.dim(2);
    return new long[] {
      conv.depthwise() ? 1L << 3 : 0,
      sourceRow | (long) destinationRow << 32,
      input.dim(3) - 1 | (long) (output.dim(3) - 1) << 32 | (long) (channelsPerLoad() - 1) << 48,
      size(input) | size(output) << 32,
      (kernel == 3 ? 1 : 0) | conv.pool().code() << 4 | 1 << 10 | BURST << 16 | (long) conv.padValue() << 24,
      1 | loads() - 1 << 1 | (long) channelsPerLoad() * filterBytes() << 15,
      0,
      source.groupRows() | source.rowsPerLine() << 16 | (long) source.channelsPerGroup() << 28 | 1L << 31,
      destination.groupRows() | destination.rowsPerLine() << 16 | (long) destination.channelsPerGroup() << 20,
      signed24(conv.argW()) << 8 | signed24(conv.argX()) << 32,
      conv.argAdd() & (1L << 40) - 1,
      pixels - 1 << 16 | pixels * output.dim(3) - 1 << 32
    };
  }

  private static long size(Shape image) {
    return image.dim(2) - 1 | (long) (image.dim(1) - 1) << 10;
  }

  private static long signed24(int value) {
    return value & 0xffffffL;
  }
}
