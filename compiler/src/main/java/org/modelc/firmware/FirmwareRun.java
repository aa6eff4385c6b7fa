package org.modelc.firmware;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What an image did with some samples.
 *
 * @param samples number of samples, at least 1
 * @param outputs for each sample all outputs, one after the other; read-only
 * @param stackBytes high-water mark of the stack below the caller of the model, in the first inference; absent on the host
 * @param instructions executed by the first inference, exactly; absent on the host
 * @param functions the same instructions by the function that executed them, the largest first
 * @param layers the same instructions by number of the layer, in images with {@link BuildOption#LAYER_MARKS}; the number after the last
 *     layer's has what lies between layers
 */
public record FirmwareRun(
    int samples,
    ByteBuffer outputs,
    OptionalLong stackBytes,
    OptionalLong instructions,
    Map<String, Long> functions,
    Map<Integer, Long> layers) {

  /** All outputs of one sample. */
  public byte[] sample(int index) {
    int bytes = outputs.capacity() / samples;
    byte[] sample = new byte[bytes];
    outputs.get(index * bytes, sample);
    return sample;
  }
}
