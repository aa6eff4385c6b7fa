package org.modelc.kpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelc.TestModels;
import org.modelc.c.RuntimeLibrary;
import org.modelc.firmware.CommandResult;
import org.modelc.firmware.TestToolchain;
import org.modelc.firmware.Toolchain;
import org.modelc.ir.Tensor;
import org.modelc.reference.KpuReference;
import org.modelc.reference.KpuRules;

/**
 * The KPU's semantics, register words and C model against nncase 1.9's simulator, on the layers of {@code test-models/kpu}. Another file of layers can
 * be given: {@code ./test -Dtest=KpuSimulatorTest -Dmodelc.kpu.layers=FILE}.
 */
class KpuSimulatorTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  /** Random layers, and those of a network. */
  static List<Path> files() {
    Path folder = TestModels.root().resolve("test-models/kpu");
    return Optional.ofNullable(System.getProperty("modelc.kpu.layers")).map(Path::of).map(List::of)
        .orElse(List.of(folder.resolve("layers.bin.gz"), folder.resolve("dscnn.bin.gz")));
  }

  @ParameterizedTest
  @MethodSource("files")
  void referenceEqualsTheSimulator(Path file) throws IOException {
    List<SimulatedLayer> layers = SimulatedLayer.read(file);
    assertThat(layers).isNotEmpty().allSatisfy(layer -> {
      Tensor result = KpuReference.evaluate(layer.conv(), layer.shifts(), KpuRules.NNCASE_1_9, layer.inputs(), layer.output().type());
      assertThat(result.bytes()).isEqualTo(layer.output().bytes());
    });
  }

  @ParameterizedTest
  @MethodSource("files")
  void registerWordsAreThoseOfNncase(Path file) throws IOException {
    for (SimulatedLayer layer : SimulatedLayer.read(file)) {
      KpuWords words = new KpuWords(layer.conv(), layer.inputs().get(0).shape(), layer.output().shape(), layer.kernel());
      long[] expected = layer.words().clone();
      expected[9] &= ~0xffL;
      assertThat(words.at(layer.sourceRow(), layer.destinationRow())).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void modelInCEqualsTheSimulator(Path file) throws IOException {
    Toolchain toolchain = TestToolchain.shared();
    Path directory = toolchain.newWorkDirectory("kpu-model");
    for (String name : List.of("modelc.h", "modelc_kpu.h", "modelc_kpu_model.h")) {
      Files.writeString(directory.resolve(name), RuntimeLibrary.text(name));
    }
    try (InputStream program = getClass().getResourceAsStream("/kpu/compare.c"); InputStream layers = new GZIPInputStream(Files.newInputStream(file))) {
      Files.copy(program, directory.resolve("compare.c"));
      Files.copy(layers, directory.resolve("layers.bin"));
    }
    run(toolchain, directory, "gcc -O2 -g -fsanitize=address,undefined -fno-sanitize-recover=all -DMODELC_KPU_MODEL compare.c -o compare");
    assertThat(run(toolchain, directory, directory.resolve("compare") + " layers.bin")).matches("(?s)[1-9]\\d* layers, 0 different bytes\\s*");
  }

  private static String run(Toolchain toolchain, Path directory, String command) {
    CommandResult result = toolchain.run(directory, TIMEOUT, Stream.of(command.split(" ")).toList());
    assertThat(result.succeeded()).as(result.text()).isTrue();
    return result.stdout();
  }
}
