package org.modelc.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;

/**
 * Every folder of {@code test-models/bad} holds a broken model, as {@code model.onnx} or in protobuf's text form as {@code
 * model.textproto}, and in {@code expected.txt} the problems that are reported, one a line.
 */
class BadModelsTest {
  private static final Path CASES = Path.of(System.getProperty("modelc.root", "..")).resolve("test-models/bad");

  @TempDir Path folder;

  static List<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.filter(Files::isDirectory).map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isRefusedWithTheExpectedProblems(String name) throws IOException {
    assertThat(problems(CASES.resolve(name))).isEqualTo(Files.readString(CASES.resolve(name).resolve("expected.txt")));
  }

  private String problems(Path source) throws IOException {
    Path model = copy(source);
    Throwable thrown = catchThrowable(() -> OnnxImporter.load(model, new Problems()));
    assertThat(thrown).isInstanceOf(ProblemException.class);
    return ((ProblemException) thrown).problems().stream()
        .map(problem -> problem.toString().replace(folder + "/", "") + "\n")
        .collect(Collectors.joining());
  }

  private Path copy(Path source) throws IOException {
    try (Stream<Path> files = Files.list(source)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Path model = folder.resolve("model.onnx");
    if (Files.exists(source.resolve("model.textproto"))) {
      ModelProto.Builder builder = ModelProto.newBuilder();
      TextFormat.merge(Files.readString(source.resolve("model.textproto"), StandardCharsets.UTF_8), builder);
      Files.write(model, builder.build().toByteArray());
    }
    return model;
  }
}
