package org.modelc.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelc.TestModels;
import org.modelc.data.Preprocessing;
import org.modelc.data.SampleSet;
import org.modelc.firmware.TestToolchain;
import org.modelc.plan.MemoryGoal;
import org.modelc.problem.Problems;
import org.modelc.target.Target;
import org.modelc.target.Targets;

/** The networks of {@code test-models/net} on every target: every output byte equals the interpreter's. */
class TrainedModelsTest {
  private static final int SAMPLES = 2;

  static Stream<Arguments> cases() {
    return Stream.of("lenet/lenet.onnx", "har1d/har1d.onnx", "mlp_digits/mlp_digits.onnx", "dscnn/dscnn_qdq.onnx",
            "dscnn/dscnn_qdq_u8.onnx", "dscnn/dscnn_qoperator.onnx")
        .flatMap(model -> Targets.all().stream().map(target -> Arguments.of(model, target.name())));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyByteEqualsTheInterpreters(String model, String targetName) {
    Target target = Targets.find(targetName);
    PreparedModel prepared = ModelPreparation.prepare(request(model), new Problems(), Progress.SILENT);
    SampleSet samples = new SampleSource(Optional.empty(), Preprocessing.NONE).load(prepared, SAMPLES).range(0, SAMPLES)
        .forGraph(prepared.compiled());
    FirmwareCheck check =
        new FirmwareCheck(TestToolchain.shared(), prepared.compiled(), ExpectedOutputs.of(prepared.compiled(), samples), MemoryGoal.DEFAULT);
    TargetVerdict verdict = check.run(target);
    assertThat(verdict.problem()).isEmpty();
    assertThat(verdict.comparison().isExact()).as("%s", verdict).isTrue();
  }

  private static ModelRequest request(String model) {
    if (model.startsWith("dscnn")) {
      return ModelRequest.asIs(TestModels.net(model), Precision.INT8);
    }
    return ModelRequest.quantised(
        TestModels.net(model), TestModels.net(model.replaceFirst("/.*", "/calibration.npz")), Preprocessing.NONE);
  }
}
