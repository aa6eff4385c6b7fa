package org.modelc.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.modelc.target.Targets;

/** The demo's drivers and logic are C99 without warnings. */
class DemoSourcesTest {
  private static final String MODEL_HEADER = """
      #include <stddef.h>
      #include <stdint.h>
      #define MODELC_DEMO_CHANNELS 1
      #define MODELC_DEMO_HEIGHT 28
      #define MODELC_DEMO_WIDTH 28
      #define MODELC_DEMO_IS_WRITING 1
      #define MODELC_DEMO_IS_IN_PLACE 0
      #define MODELC_DEMO_CLASSES 1
      #define MODELC_DEMO_PROBABILITIES 0
      static const char *const modelc_demo_names[] = { "0" };
      static uint8_t *modelc_demo_planes(void) { return NULL; }
      static void modelc_demo_run(const uint8_t *picture, float *scores) { scores[0] = (float)picture[0]; }
      """;

  private final Toolchain toolchain = TestToolchain.shared();

  @Test
  void compileWithoutWarnings() throws IOException {
    Map<String, String> files = new TreeMap<>(K210Firmware.demoFiles());
    files.put("modelc_k210.h", FirmwareResources.text("targets/k210/modelc_k210.h"));
    files.put("modelc_k210.c", FirmwareResources.text("targets/k210/modelc_k210.c"));
    files.put("modelc_demo_model.h", MODEL_HEADER);
    Path directory = toolchain.newWorkDirectory("demo-warnings");
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(directory.resolve(file.getKey()), file.getValue());
    }
    List<String> command = new ArrayList<>(List.of("riscv64-unknown-elf-gcc", "-std=c99", "-fsyntax-only"));
    command.addAll(Targets.find("k210-kpu").compiler().flags());
    command.addAll(List.of("-O2", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wmissing-prototypes", "-Werror"));
    files.keySet().stream().filter(name -> name.endsWith(".c")).forEach(command::add);
    CommandResult result = toolchain.run(directory, Duration.ofMinutes(2), command);
    assertThat(result.succeeded()).as(result.text()).isTrue();
    assertThat(result.text()).isEmpty();
  }
}
