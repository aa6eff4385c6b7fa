package org.modelc.firmware;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Data of the generated file that joins a model to the test harness.
 *
 * @param model the model's C name
 * @param arenaMacro macro with the size of the arena
 * @param layersMacro macro with the number of layers
 * @param layerMarks whether layers are marked
 * @param isStream whether the model takes the rows of a stream
 * @param hasStates whether the model keeps states between calls
 * @param sequence calls between two resets
 * @param measured the sample that is measured, from 0 on
 */
record Harness(
    String model,
    String arenaMacro,
    String layersMacro,
    boolean layerMarks,
    boolean isStream,
    boolean hasStates,
    int sequence,
    int measured,
    List<HarnessBuffer> inputs,
    List<HarnessBuffer> outputs,
    List<HarnessBuffer> buffers) {

  static Harness of(FirmwareModel model, boolean layerMarks) {
    List<HarnessBuffer> inputs = buffers("input", model.inputs());
    List<HarnessBuffer> outputs = buffers("output", model.outputs());
    List<HarnessBuffer> all = new ArrayList<>(inputs);
    all.addAll(outputs);
    return new Harness(
        model.name(), model.arenaMacro(), model.layersMacro(), layerMarks, model.firstOutput().isPresent(),
        model.sequenceCalls().isPresent(), model.sequenceCalls().orElse(1), model.firstOutput().orElse(1) - 1,
        inputs, outputs, all);
  }

  private static List<HarnessBuffer> buffers(String kind, List<ModelBuffer> buffers) {
    return IntStream.range(0, buffers.size())
        .mapToObj(index -> {
          ModelBuffer buffer = buffers.get(index);
          return new HarnessBuffer(kind + "_memory_" + index, kind + " " + index, buffer.cType(), buffer.bytes());
        })
        .toList();
  }
}
