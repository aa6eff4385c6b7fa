package org.modelc.firmware;

import java.util.List;

/** Data of the program that only calls a model, to measure its size. */
record CallingMain(String model, boolean isStream, boolean hasStates, List<HarnessBuffer> inputs, List<HarnessBuffer> outputs) {

  static CallingMain of(FirmwareModel model) {
    Harness harness = Harness.of(model, false);
    return new CallingMain(harness.model(), harness.isStream(), harness.hasStates(), harness.inputs(), harness.outputs());
  }
}
