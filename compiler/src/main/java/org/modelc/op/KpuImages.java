package org.modelc.op;

import java.util.List;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;

/** Types of one image on either side of the way to AI SRAM: S8 on the CPU, U8 with a zero point that is 128 higher there. */
final class KpuImages {
  private static final int ZERO_POINT_STEP = 128;

  private KpuImages() {}

  /** The only input, one image of this storage with one scale. */
  static TensorType require(DType dtype, List<TensorType> inputs) {
    Operands.requireCount(inputs, 1);
    TensorType image = inputs.get(0);
    Operands.requireRank(image.shape(), 4, "input");
    if (image.dtype() != dtype || !image.isQuantised() || !image.requireQuant().isPerTensor() || image.shape().dim(0) != 1) {
      throw new OpException(Code.E205, "one image of quantised " + dtype.text() + " is needed, not " + image);
    }
    return image;
  }

  /** The places are within the image. */
  static void requireInside(KpuView view, TensorType image) {
    if (!view.isInside(image.shape())) {
      throw new OpException(Code.E204, view + " is not within " + image.shape());
    }
  }

  /** The KPU's type of the same real numbers. */
  static TensorType unsigned(TensorType image) {
    return moved(image, DType.U8, ZERO_POINT_STEP);
  }

  /** The CPU's type of the same real numbers. */
  static TensorType signed(TensorType image) {
    return moved(image, DType.S8, -ZERO_POINT_STEP);
  }

  private static TensorType moved(TensorType image, DType dtype, int step) {
    Quant quant = image.requireQuant();
    return TensorType.quantised(dtype, image.shape(), Quant.perTensor(quant.scale(), quant.zeroPoint() + step));
  }
}
