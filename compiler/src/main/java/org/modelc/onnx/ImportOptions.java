package org.modelc.onnx;

import java.util.List;
import java.util.Map;
import org.modelc.ir.Shape;

/**
 * What a person may decide about an import.
 *
 * @param inputShapes static shapes for inputs whose dimensions the file leaves open, by name
 * @param inputValues elements of inputs that always have the same value, by name; or one number that all elements have
 * @param unrollsRecurrence whether LSTM, GRU and RNN are laid out step by step, for whoever writes or trains networks
 */
public record ImportOptions(Map<String, Shape> inputShapes, Map<String, List<Double>> inputValues, boolean unrollsRecurrence) {
  public static final ImportOptions DEFAULTS = new ImportOptions(Map.of());

  public ImportOptions {
    inputShapes = Map.copyOf(inputShapes);
    inputValues = Map.copyOf(inputValues);
  }

  public ImportOptions(Map<String, Shape> inputShapes) {
    this(inputShapes, Map.of(), false);
  }

  public ImportOptions withRecurrenceUnrolled() {
    return new ImportOptions(inputShapes, inputValues, true);
  }
}
