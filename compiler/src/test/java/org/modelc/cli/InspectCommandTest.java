package org.modelc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modelc.TestModels;
import org.modelc.ir.DType;
import org.modelc.onnx.OnnxModelBuilder;

class InspectCommandTest {
  @TempDir
  private Path folder;

  @Test
  void showsWhatIsInTheModel() {
    CommandRun run = CommandRun.of("inspect", TestModels.net("lenet/lenet.onnx").toString());

    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    assertThat(run.out()).contains(
        "Conv 2", "Gemm 3", "input f32[1x1x28x28]", "output f32[1x10]", "61,706", "416,520", "f32[1x28x28x6]", "All nodes can be compiled.");
  }

  @Test
  void quantisedModelNeedsNoCalibration() {
    assertThat(CommandRun.of("inspect", TestModels.net("dscnn/dscnn_qdq.onnx").toString()).out()).contains("no calibration is needed");
  }

  @Test
  void jsonHasTheDocumentedKeys() throws Exception {
    CommandRun run = CommandRun.of("inspect", TestModels.net("lenet/lenet.onnx").toString(), "--json");

    JsonNode report = new ObjectMapper().readTree(run.out());
    assertThat(report.fieldNames()).toIterable().containsExactlyInAnyOrder("model", "bytes", "summary", "network", "problems", "compilable");
    assertThat(report.at("/network/macs").asLong()).isEqualTo(416520);
    assertThat(report.at("/compilable").asBoolean()).isTrue();
  }

  @Test
  void reportsEveryNodeThatCannotBeCompiled() throws Exception {
    Path model = OnnxModelBuilder.opset(13)
        .input("x", DType.F32, 4, 4)
        .node("Multinomial", List.of("x"), List.of("a"))
        .node("Bernoulli", List.of("x"), List.of("b"))
        .output("a")
        .output("b")
        .save(folder.resolve("two.onnx"));

    CommandRun run = CommandRun.of("inspect", model.toString());

    assertThat(run.status()).isEqualTo(ExitStatus.PROBLEMS);
    assertThat(run.err().lines()).hasSize(2).allMatch(line -> line.startsWith("error E202 node "));
    assertThat(run.out()).contains("Multinomial 1 (not supported)", "cannot be compiled");
  }
}
