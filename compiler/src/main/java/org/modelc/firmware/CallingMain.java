package org.modelc.firmware;

import java.util.List;

/** Data of the program that only calls a model, to measure its size. */
record CallingMain(String model, List<HarnessBuffer> inputs, List<HarnessBuffer> outputs) {

  static CallingMain of(FirmwareModel model) {
    Harness harness = Harness.of(model, false);
    return new CallingMain(harness.model(), harness.inputs(), harness.outputs());
  }
}
