package org.modelc.kpu;

import java.util.Optional;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.TensorType;

/** Sizes of the images that the KPU takes. */
final class KpuLimits {
  private static final int LEAST_SIZE = 4;
  private static final int MOST_WIDTH = 512;
  private static final int MOST_HEIGHT = 256;
  private static final int MOST_CHANNELS = 1024;

  private KpuLimits() {}

  /** Whether the type is that of one image of integers on the CPU. */
  static boolean isImage(TensorType type) {
    boolean oneImage = type.shape().rank() == 4 && type.shape().dim(0) == 1;
    return oneImage && type.dtype() == DType.S8 && type.quant().filter(Quant::isPerTensor).isPresent();
  }

  /** Why an image [1,H,W,C] cannot lie in AI SRAM; empty if it can. */
  static Optional<String> refusal(Shape image) {
    int height = image.dim(1);
    int width = image.dim(2);
    int channels = image.dim(3);
    if (Math.min(height, width) < LEAST_SIZE || width > MOST_WIDTH || height > MOST_HEIGHT) {
      return Optional.of("an image is " + height + "x" + width + ", the KPU takes " + LEAST_SIZE + "x" + LEAST_SIZE + " to " + MOST_HEIGHT + "x" + MOST_WIDTH);
    }
    if (channels > MOST_CHANNELS) {
      return Optional.of("an image has " + channels + " channels, the KPU takes " + MOST_CHANNELS);
    }
    int rows = AiSramLayout.of(image).rows();
    return rows > AiSramLayout.ROWS / 2
        ? Optional.of("an image takes " + rows + " rows of AI SRAM, which has " + AiSramLayout.ROWS + " for input and output")
        : Optional.empty();
  }
}
