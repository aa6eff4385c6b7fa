package org.modelc.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.modelc.ir.Shape;

/** Reads one array in NumPy's {@code .npy} format: versions 1 to 3, both byte orders, row-major (C) and column-major (Fortran) order. */
final class NpyReader {
  private NpyReader() {}

  /** The array; empty if its elements are no numbers (strings, objects, complex numbers, records). */
  static Optional<NpyArray> read(InputStream in) throws IOException, NpyFormatException {
    NpyHeader header = NpyHeader.read(in);
    Optional<NpyType> type = header.type();
    return type.isEmpty() ? Optional.empty() : Optional.of(readElements(in, header, type.get()));
  }

  private static NpyArray readElements(InputStream in, NpyHeader header, NpyType type) throws IOException, NpyFormatException {
    long length = (long) type.bytes() * header.shape().elements();
    if (length > NpyHeader.MAX_DATA_BYTES) {
      throw new NpyFormatException("holds " + length + " bytes; at most " + NpyHeader.MAX_DATA_BYTES + " are read");
    }
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length < length) {
      throw new NpyFormatException("is truncated: " + bytes.length + " of " + length + " bytes of elements are there");
    }
    if (header.bigEndian()) {
      reverseEach(bytes, type.bytes());
    }
    return new NpyArray(type, header.shape(), header.fortranOrder() ? rowMajor(bytes, header.shape(), type.bytes()) : bytes);
  }

  private static void reverseEach(byte[] bytes, int size) {
    for (int start = 0; start < bytes.length; start += size) {
      for (int low = start, high = start + size - 1; low < high; low++, high--) {
        byte swapped = bytes[low];
        bytes[low] = bytes[high];
        bytes[high] = swapped;
      }
    }
  }

  private static byte[] rowMajor(byte[] columnMajor, Shape shape, int size) {
    int[] strides = columnMajorStrides(shape);
    int[] position = new int[shape.rank()];
    byte[] result = new byte[columnMajor.length];
    int source = 0;
    for (int target = 0; target < result.length; target += size) {
      System.arraycopy(columnMajor, source * size, result, target, size);
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        source += strides[axis];
        if (++position[axis] < shape.dim(axis)) {
          break;
        }
        source -= position[axis] * strides[axis];
        position[axis] = 0;
      }
    }
    return result;
  }

  private static int[] columnMajorStrides(Shape shape) {
    int[] strides = new int[shape.rank()];
    for (int axis = 0; axis < strides.length; axis++) {
      strides[axis] = shape.product(0, axis);
    }
    return strides;
  }
}
