package org.modelc.firmware;

import java.util.List;
import org.modelc.kpu.AiSramLayout;

/**
 * What the self-test firmware of {@code targets/k210} compares with.
 *
 * @param count of the layers
 * @param layers steps whose result lies in AI SRAM
 * @param outputs of the model, in the order of its arguments
 */
public record SelfTestLayers(int count, List<Layer> layers, List<Output> outputs) {
  private static final int FACTOR = 31;

  /**
   * @param index of the step in the generated function
   * @param node a name, fit for C text
   * @param row the first of the image in AI SRAM
   * @param checksum unsigned, see {@link #checksum}
   */
  public record Layer(int index, String node, AiSramLayout image, int row, String checksum) {}

  /** A buffer of the firmware for an output. */
  public record Output(String symbol, String type, int elements) {}

  public SelfTestLayers {
    layers = List.copyOf(layers);
    outputs = List.copyOf(outputs);
  }

  /** The checksum of bytes [C][H][W] as the firmware makes it: 31 times the one before, plus the byte, modulo 2^32. */
  public static String checksum(byte[] planes) {
    int sum = 0;
    for (byte element : planes) {
      sum = FACTOR * sum + (element & 0xff);
    }
    return Integer.toUnsignedString(sum);
  }
}
