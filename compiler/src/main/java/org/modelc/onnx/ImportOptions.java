package org.modelc.onnx;

import java.util.List;
import java.util.Map;
import org.modelc.ir.Shape;
import org.modelc.onnx.translate.Recurrence;

/**
 * What a person may decide about an import.
 *
 * @param inputShapes static shapes for inputs whose dimensions the file leaves open, by name
 * @param inputValues elements of inputs that always have the same value, by name; or one number that all elements have
 * @param recurrence what becomes of LSTM, GRU and RNN
 */
public record ImportOptions(Map<String, Shape> inputShapes, Map<String, List<Double>> inputValues, Recurrence recurrence) {
  public static final ImportOptions DEFAULTS = new ImportOptions(Map.of());

  public ImportOptions {
    inputShapes = Map.copyOf(inputShapes);
    inputValues = Map.copyOf(inputValues);
  }

  public ImportOptions(Map<String, Shape> inputShapes) {
    this(inputShapes, Map.of(), Recurrence.OPERATORS);
  }

  public ImportOptions withRecurrenceUnrolled() {
    return new ImportOptions(inputShapes, inputValues, Recurrence.STEPS);
  }

  public ImportOptions withRecurrenceKept() {
    return new ImportOptions(inputShapes, inputValues, Recurrence.KEPT);
  }
}
