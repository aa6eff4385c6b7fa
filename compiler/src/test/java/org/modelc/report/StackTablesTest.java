package org.modelc.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelc.firmware.TestToolchain;
import org.modelc.target.Family;
import org.modelc.target.Target;
import org.modelc.target.Targets;

/**
 * Keeps {@code targets/stack/*.csv} equal to what the compilers say.
 *
 * <p>After kernels or flags have changed, write the tables anew with {@code ./test -Dtest=StackTablesTest -Dmodelc.update=true}.
 */
class StackTablesTest {
  /** Another release of a compiler may need a little more or less. */
  private static final int TOLERANCE_BYTES = 32;

  static Stream<String> targets() {
    return Targets.all().stream().filter(target -> target.family() != Family.HOST).map(Target::name);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void tablesHaveWhatTheCompilersSay(String name) throws IOException {
    SortedMap<String, Integer> measured = new StackMeasurement(TestToolchain.shared(), Targets.find(name)).kernels();
    Path file = Path.of(System.getProperty("modelc.root"), "targets", "stack", name + ".csv");
    if (Boolean.getBoolean("modelc.update")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, measured.entrySet().stream().map(kernel -> kernel.getKey() + "," + kernel.getValue() + "\n").collect(Collectors.joining()));
    }
    Map<String, Integer> table = StackPrediction.parse(Files.readString(file));
    assertThat(table.keySet()).as("kernels in %s", file).isEqualTo(measured.keySet());
    assertThat(table).allSatisfy((kernel, bytes) ->
        assertThat(bytes).as("%s in %s", kernel, file).isBetween(measured.get(kernel) - TOLERANCE_BYTES, measured.get(kernel) + TOLERANCE_BYTES));
  }
}
