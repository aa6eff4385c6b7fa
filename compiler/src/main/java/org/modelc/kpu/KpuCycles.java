package org.modelc.kpu;

import org.modelc.ir.Shape;

/** Predicted cycles of the KPU, and what the CPU needs for moving an image to it. */
final class KpuCycles {
  /** By measurements that others made on a chip. */
  private static final double PER_ROW = 1.033;

  /** Instructions for eight bytes of an image, counted. */
  private static final long PER_WORD = 40;

  /** The CPU's instructions for a multiply-accumulate of a depthwise convolution, counted; others take little more than one. */
  private static final long PER_DEPTHWISE_MAC = 4;

  private KpuCycles() {}

  /** Every output channel reads all rows of its input channels, one a cycle; a depthwise one those of one group. */
  static long ofLayer(Shape input, boolean depthwise, int outputChannels) {
    AiSramLayout layout = AiSramLayout.of(input);
    int groups = depthwise ? 1 : layout.groups();
    return Math.round(PER_ROW * layout.groupRows() * groups * outputChannels);
  }

  /** Of the CPU. */
  static long ofMove(Shape image) {
    return PER_WORD * image.dim(1) * image.dim(3) * ((image.dim(2) + 7) / 8);
  }

  /** Of the CPU, for a convolution that it computes itself: at least. */
  static long onCpu(long macs, boolean depthwise) {
    return depthwise ? PER_DEPTHWISE_MAC * macs : macs;
  }
}
