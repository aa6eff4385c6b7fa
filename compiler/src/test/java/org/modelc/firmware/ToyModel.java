package org.modelc.firmware;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The model below {@code src/test/resources/firmware/toy}, and what it computes. */
final class ToyModel {

  static final int LENGTH = 256;
  static final int FLOATS = 3;

  private static final int SAMPLE_BYTES = LENGTH + 4 * FLOATS;

  private static final List<ModelBuffer> BUFFERS =
      List.of(new ModelBuffer("int8_t", LENGTH, LENGTH), new ModelBuffer("float", FLOATS, 4 * FLOATS));

  static final FirmwareModel MODEL = new FirmwareModel("toy", KnownModels.directory("toy"), BUFFERS, BUFFERS);

  private ToyModel() {}

  static byte[] samples(int count) {
    Random random = new Random(7);
    ByteBuffer samples = buffer(count);
    for (int sample = 0; sample < count; sample++) {
      for (int i = 0; i < LENGTH; i++) {
        samples.put((byte) random.nextInt(256));
      }
      for (int i = 0; i < FLOATS; i++) {
        samples.putFloat(random.nextFloat() * 100);
      }
    }
    return samples.array();
  }

  static byte[] expected(byte[] samples) {
    int count = samples.length / SAMPLE_BYTES;
    ByteBuffer in = ByteBuffer.wrap(samples).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer out = buffer(count);
    for (int sample = 0; sample < count; sample++) {
      for (int i = 0; i < LENGTH; i++) {
        int weight = i < 16 ? (i % 2 == 0 ? i + 1 : -i - 1) : 0;
        out.put((byte) Math.max(-128, Math.min(127, in.get() * weight >> 4)));
      }
      for (int i = 0; i < FLOATS; i++) {
        float value = in.getFloat();
        out.putFloat(value * value + 0.1f);
      }
    }
    return out.array();
  }

  /** The outputs of one sample. */
  static byte[] expected(byte[] samples, int index) {
    return Arrays.copyOfRange(expected(samples), index * SAMPLE_BYTES, (index + 1) * SAMPLE_BYTES);
  }

  private static ByteBuffer buffer(int samples) {
    return ByteBuffer.allocate(samples * SAMPLE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }
}
