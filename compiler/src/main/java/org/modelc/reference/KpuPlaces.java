package org.modelc.reference;

import java.util.Arrays;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.KpuFrame;
import org.modelc.op.KpuView;

/** What moves between memory and the K210's AI SRAM: arrangement and the bytes' sign. */
public final class KpuPlaces {
  private KpuPlaces() {}

  /** The image of an input S8 NHWC. */
  public static Tensor upload(KpuFrame frame, Tensor input, TensorType image) {
    byte[] bytes = new byte[image.shape().elements()];
    Arrays.fill(bytes, (byte) input.type().requireQuant().zeroPoint());
    int channels = input.shape().dim(3);
    for (int row = 0; row < frame.rows().size(); row++) {
      for (int column = 0; column < frame.columns().size(); column++) {
        copy(frame, row, column, input, bytes, (row * frame.columns().size() + column) * channels);
      }
    }
    return KpuReference.changeSign(Tensor.of(input.type().withShape(image.shape()), bytes), image);
  }

  private static void copy(KpuFrame frame, int row, int column, Tensor input, byte[] image, int firstChannel) {
    Shape shape = input.shape();
    int channels = shape.dim(3);
    for (int y = 0; y < frame.height(); y++) {
      for (int x = 0; x < frame.width(); x++) {
        int fromRow = y * frame.rowStride() + frame.rows().get(row);
        int fromColumn = x * frame.columnStride() + frame.columns().get(column);
        if (fromRow >= 0 && fromRow < shape.dim(1) && fromColumn >= 0 && fromColumn < shape.dim(2)) {
          int to = (y * frame.width() + x) * frame.copies() * channels + firstChannel;
          System.arraycopy(input.bytes(), (fromRow * shape.dim(2) + fromColumn) * channels, image, to, channels);
        }
      }
    }
  }

  /** The value S8 that these places of an image are. */
  public static Tensor download(KpuView view, Tensor image, TensorType value) {
    int channels = image.shape().dim(3);
    byte[] bytes = new byte[value.shape().elements()];
    for (int y = 0, to = 0; y < view.height(); y++) {
      for (int x = 0; x < view.width(); x++, to += channels) {
        int from = (view.firstRow() + y * view.stride()) * image.shape().dim(2) + view.firstColumn() + x * view.stride();
        System.arraycopy(image.bytes(), from * channels, bytes, to, channels);
      }
    }
    return KpuReference.changeSign(Tensor.of(image.type().withShape(value.shape()), bytes), value);
  }
}
