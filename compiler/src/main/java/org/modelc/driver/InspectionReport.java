package org.modelc.driver;

import java.util.List;
import java.util.Optional;
import org.modelc.onnx.ModelSummary;
import org.modelc.problem.Problem;

/**
 * What is in a model file.
 *
 * @param model the file's name
 * @param bytes its size, external data not counted
 * @param summary what the file says
 * @param network what it computes; empty if it cannot be compiled
 * @param problems errors for everything that stands in the way of compiling it, and warnings
 */
public record InspectionReport(String model, long bytes, ModelSummary summary, Optional<Network> network, List<Problem> problems) {
  public InspectionReport {
    problems = List.copyOf(problems);
  }

  /** Whether nothing stands in the way of compiling the model. */
  public boolean isCompilable() {
    return network.isPresent();
  }

  /**
   * A network after optimisation.
   *
   * @param inputs in the file's order and layout
   * @param outputs in the file's order and layout
   * @param quantised whether the file brings integers with scales, so that no calibration is needed
   * @param parameters elements of all constants
   * @param macs multiply-accumulate operations of one inference
   * @param largestTensors the largest that are computed, the largest first
   * @param floatLayers layers that would stay in floats in an int8 model, as they have no integer implementation
   */
  public record Network(
      List<TensorSummary> inputs,
      List<TensorSummary> outputs,
      boolean quantised,
      long parameters,
      long macs,
      List<TensorSummary> largestTensors,
      List<String> floatLayers) {}

  /**
   * A tensor.
   *
   * @param type for example {@code f32[1x28x28x1]}
   * @param counted for an output whose size is computed at run time, at most that of the type
   */
  public record TensorSummary(String name, String type, int elements, Optional<Counted> counted) {

    /**
     * How many elements count.
     *
     * @param by name of the output that says so
     */
    public record Counted(int axis, String by) {}
  }
}
