package org.modelc.kpu;

import org.modelc.ir.Shape;
import org.modelc.op.KpuPatches;

/** Predicted cycles of the KPU, and what the CPU needs for moving an image to it. */
final class KpuCycles {
  /** By measurements that others made on a chip. */
  private static final double PER_ROW = 1.033;

  /** Instructions for eight bytes of an image, and for eight zeros, counted. */
  private static final long PER_WORD = 40;
  private static final long PER_ZEROS = 5;

  /** The CPU's instructions for a multiply-accumulate of a depthwise convolution, counted; others take little more than one. */
  private static final long PER_DEPTHWISE_MAC = 4;

  /** Instructions of the CPU for a layer, counted. */
  static final long PER_LAYER = 260;

  /** Instructions for eight elements of a vector on their way to AI SRAM, and for one on its way within it and out of it, counted. */
  private static final long PER_PATCH = 12;
  private static final long PER_PACKED = 7;
  private static final long PER_RESULT = 11;

  /** Bytes of weights that are loaded in a cycle. Nobody has published a figure: this is what the narrowest memory could do. */
  private static final long LOADED_BYTES = 1;

  /** Instructions of the CPU for four products with one input, and for two where there are many, counted. */
  private static final long PER_FOUR_PRODUCTS = 23;
  private static final long PER_TWO_OF_MANY = 3;
  private static final long MANY_PRODUCTS = 4096;

  private KpuCycles() {}

  /** A matrix product of a vector that comes from the CPU, and whose result goes there, with the CPU's instructions and the loads of weights. */
  static long ofDense(int inputs, int outputs) {
    return PER_PATCH * KpuPatches.image(inputs).dim(3) + ofProduct(inputs, outputs) + PER_RESULT * outputs;
  }

  /** The same of a vector in AI SRAM, without the way out. */
  static long ofPacked(int inputs, int outputs) {
    return PER_PACKED * inputs + ofLayer(KpuPatches.image(inputs), false, outputs);
  }

  private static long ofProduct(int inputs, int outputs) {
    Shape image = KpuPatches.image(inputs);
    long weights = 9L * image.dim(3) * outputs;
    return PER_LAYER + ofLayer(image, false, outputs) + weights / LOADED_BYTES;
  }

  /** Instructions of the CPU for a matrix product. */
  static long ofDenseOnCpu(int inputs, int outputs) {
    long products = (long) inputs * outputs;
    return products < MANY_PRODUCTS ? PER_FOUR_PRODUCTS * inputs * ((outputs + 3) / 4) : PER_TWO_OF_MANY * products / 2;
  }

  /** Every output channel reads all rows of its input channels, one a cycle; a depthwise one those of one group. */
  static long ofLayer(Shape input, boolean depthwise, int outputChannels) {
    AiSramLayout layout = AiSramLayout.of(input);
    int groups = depthwise ? 1 : layout.groups();
    return Math.round(PER_ROW * layout.groupRows() * groups * outputChannels);
  }

  /** Of the CPU; lines that the input does not reach are zeros. */
  static long ofMove(Shape image, Shape input) {
    long words = (long) image.dim(3) * ((image.dim(2) + 7) / 8);
    int lines = Math.min(image.dim(1), input.dim(1));
    return words * (PER_WORD * lines + PER_ZEROS * (image.dim(1) - lines));
  }

  /** Of the CPU, for a convolution that it computes itself: at least. */
  static long onCpu(long macs, boolean depthwise) {
    return depthwise ? PER_DEPTHWISE_MAC * macs : macs;
  }
}
