package org.modelc.reference;

import java.util.Arrays;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.KpuFrame;
import org.modelc.op.KpuPatches;
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
        System.arraycopy(image.bytes(), at(view, y, x, image.shape()), bytes, to, channels);
      }
    }
    return KpuReference.changeSign(Tensor.of(image.type().withShape(value.shape()), bytes), value);
  }

  /** The bytes [C][height][width] of the value that these places of an image U8 are. */
  public static byte[] planes(KpuView view, Tensor image) {
    Shape shape = image.shape();
    byte[] bytes = new byte[view.height() * view.width() * shape.dim(3)];
    int to = 0;
    for (int channel = 0; channel < shape.dim(3); channel++) {
      for (int y = 0; y < view.height(); y++) {
        for (int x = 0; x < view.width(); x++, to++) {
          bytes[to] = image.bytes()[at(view, y, x, shape) + channel];
        }
      }
    }
    return bytes;
  }

  private static int at(KpuView view, int y, int x, Shape image) {
    return ((view.firstRow() + y * view.stride()) * image.dim(2) + view.firstColumn() + x * view.stride()) * image.dim(3);
  }

  /** Elements as {@link KpuPatches} arranges them; 128 is added to signed ones. */
  public static Tensor patches(byte[] elements, boolean signed, TensorType image) {
    int channels = image.shape().dim(3);
    int size = image.shape().dim(1);
    byte[] bytes = new byte[image.elements()];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size && KpuPatches.COLUMNS * y + x < KpuPatches.ELEMENTS; x++) {
        for (int channel = 0; channel < channels; channel++) {
          int element = channel * KpuPatches.ELEMENTS + KpuPatches.COLUMNS * y + x;
          if (element < elements.length) {
            bytes[(y * size + x) * channels + channel] = (byte) (elements[element] ^ (signed ? 0x80 : 0));
          }
        }
      }
    }
    return Tensor.of(image, bytes);
  }

  /** The places of an image as the upper left corner of another that is 0 elsewhere. */
  public static Tensor rearrange(KpuView view, Tensor image, TensorType result) {
    int channels = result.shape().dim(3);
    byte[] bytes = new byte[result.elements()];
    Arrays.fill(bytes, (byte) result.requireQuant().zeroPoint());
    for (int y = 0; y < view.height(); y++) {
      for (int x = 0; x < view.width(); x++) {
        System.arraycopy(image.bytes(), at(view, y, x, image.shape()), bytes, (y * result.shape().dim(2) + x) * channels, channels);
      }
    }
    return Tensor.of(result, bytes);
  }
}
