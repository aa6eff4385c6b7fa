package org.modelc.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.modelc.firmware.BuildOption;
import org.modelc.firmware.FirmwareBuilder;
import org.modelc.firmware.FirmwareImage;
import org.modelc.firmware.FirmwareModel;
import org.modelc.firmware.FirmwareRun;
import org.modelc.firmware.FirmwareSize;
import org.modelc.firmware.ModelBuffer;
import org.modelc.firmware.Toolchain;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;

/** Builds generated C for its target, runs samples and compares the outputs with the interpreter's. */
final class FirmwareCheck {
  private final Toolchain toolchain;
  private final ExpectedOutputs expected;

  FirmwareCheck(Toolchain toolchain, ExpectedOutputs expected) {
    this.toolchain = toolchain;
    this.expected = expected;
  }

  /** Runs all samples. */
  FirmwareResult run(TargetCode code, BuildOption... options) {
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      folder.write(code.files().allFiles());
      FirmwareModel model = new FirmwareModel(
          code.files().name(), folder.path(), buffers(code.graph().inputs()), buffers(code.graph().outputs()));
      FirmwareBuilder builder = new FirmwareBuilder(toolchain, code.target());
      FirmwareImage image = builder.build(model, options);
      FirmwareRun run = image.run(expected.inputBytes());
      FirmwareSize size = builder.size(model);
      return new FirmwareResult(code, run, size, compare(run, code.graph().outputs()));
    }
  }

  private static List<ModelBuffer> buffers(List<Value> values) {
    return values.stream()
        .map(Value::type)
        .map(type -> new ModelBuffer(type.dtype().cType(), type.elements(), type.bytes()))
        .toList();
  }

  private OutputComparison compare(FirmwareRun run, List<Value> outputs) {
    List<TensorType> types = outputs.stream().map(Value::type).toList();
    List<OutputComparison> comparisons = new ArrayList<>();
    for (int sample = 0; sample < run.samples(); sample++) {
      List<Tensor> actual = TensorBytes.decode(run.sample(sample), types);
      comparisons.add(OutputComparison.of(expected.outputs(sample), actual));
    }
    return comparisons.stream().reduce(OutputComparison.NONE, OutputComparison::plus);
  }
}
