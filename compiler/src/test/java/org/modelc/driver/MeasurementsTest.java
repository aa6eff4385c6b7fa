package org.modelc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.modelc.TestModels;
import org.modelc.data.Preprocessing;
import org.modelc.firmware.TestToolchain;
import org.modelc.problem.Problems;
import org.modelc.target.Target;
import org.modelc.target.Targets;

/**
 * Keeps instructions, flash and arena of two small networks within 2 % of {@code test-models/net/measurements.csv}, so that a change that
 * costs or gains shows in its commit.
 *
 * <p>After such a change write the file anew with {@code ./test -Dtest=MeasurementsTest -Dmodelc.update=true}.
 */
class MeasurementsTest {
  private static final double TOLERANCE_PERCENT = 2;
  private static final String HEADER = "model,target,instructions,flash_bytes,arena_bytes";

  private static final List<ModelRequest> MODELS = List.of(
      ModelRequest.asIs(TestModels.net("dscnn/dscnn_qdq.onnx"), Precision.INT8),
      ModelRequest.quantised(TestModels.net("har1d/har1d.onnx"), TestModels.net("har1d/calibration.npz"), Preprocessing.NONE));

  private static final List<Target> TARGETS =
      List.of(Targets.find("cortex-m0plus"), Targets.find("cortex-m4"), Targets.find("cortex-m55"), Targets.find("k210"));

  @Test
  void networksTakeWhatTheRecordSays() throws IOException {
    List<String> measured = new ArrayList<>(List.of(HEADER));
    MODELS.forEach(model -> measure(model).forEach(measured::add));
    Path file = TestModels.net("measurements.csv");
    if (Boolean.getBoolean("modelc.update")) {
      Files.writeString(file, String.join("\n", measured) + "\n");
    }
    List<String> record = Files.readAllLines(file);
    assertThat(measured).hasSameSizeAs(record);
    for (int line = 1; line < record.size(); line++) {
      assertClose(measured.get(line), record.get(line));
    }
  }

  private static List<String> measure(ModelRequest model) {
    SampleSource random = new SampleSource(Optional.empty(), Preprocessing.NONE);
    return Benchmark.run(model, random, TARGETS, TestToolchain.shared(), new Problems(), Progress.SILENT).stream()
        .map(BenchmarkRun::result)
        .map(result -> String.join(
            ",", result.model(), result.target(), String.valueOf(result.instructions().orElseThrow()),
            String.valueOf(result.flashBytes()), String.valueOf(result.arenaBytes())))
        .toList();
  }

  private static void assertClose(String measured, String recorded) {
    String[] now = measured.split(",");
    String[] before = recorded.split(",");
    assertThat(now[0] + now[1]).isEqualTo(before[0] + before[1]);
    for (int column = 2; column < before.length; column++) {
      assertThat(Double.parseDouble(now[column])).as("%s: %s instead of %s", HEADER, measured, recorded)
          .isCloseTo(Double.parseDouble(before[column]), withinPercentage(TOLERANCE_PERCENT));
    }
  }
}
