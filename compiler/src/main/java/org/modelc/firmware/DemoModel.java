package org.modelc.firmware;

import java.util.List;

/**
 * What the demo of {@code targets/k210/demo} knows of its network.
 *
 * @param writing 1 if the picture is writing on paper, else 0
 * @param inPlace whether the camera's frame is the picture, and lies in AI SRAM as the network reads it
 * @param input the network's input, a picture
 * @param outputs of the model, in the order of its arguments
 * @param scores the output that holds the scores of the classes
 * @param classNames one for each class, fit for C text
 */
public record DemoModel(int writing, boolean inPlace, Picture input, List<Output> outputs, Scores scores, List<String> classNames) {

  /**
   * @param channels 1 (grey) or 3 (red, green, blue)
   * @param type C type of an element
   * @param channelStep elements from a pixel's channel to the next
   * @param pixelStep elements from a pixel to its right neighbour
   * @param levels for each channel what bytes 0 to 255 become, as the elements of a C array
   */
  public record Picture(int channels, int height, int width, String type, int channelStep, int pixelStep, List<String> levels) {
    public Picture {
      levels = List.copyOf(levels);
    }
  }

  /** A buffer for an output. */
  public record Output(String symbol, String type, int elements) {}

  /**
   * A score is {@code scale (element - zero point)}.
   *
   * @param scale as a C constant
   * @param probabilities 1 if the scores are probabilities, else 0
   */
  public record Scores(String symbol, int classes, String scale, int zeroPoint, int probabilities) {}

  public DemoModel {
    outputs = List.copyOf(outputs);
    classNames = List.copyOf(classNames);
  }
}
