package org.modelc.c;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.modelc.target.Targets;

class AmalgamationTest {

  /** Helper functions of different kernels must have different names, or single files that use both would not compile. */
  @Test
  void allKernelsFitIntoOneFile() throws IOException {
    List<String> kernels = kernels();
    assertThat(kernels).hasSizeGreaterThan(10);
    GeneratedProject project = new GeneratedProject().add("all.c", """
        #if defined(__GNUC__)
        #pragma GCC diagnostic ignored "-Wunused-function"
        #endif
        #define MODELC_API static
        """ + Amalgamation.of(kernels) + "\n");
    assertThat(project.warnings()).isEmpty();
    assertThat(project.compileFor(Targets.find("cortex-m55"), "all.c").text()).isEmpty();
  }

  private static List<String> kernels() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("modelc.root"), "runtime-c", "src"))) {
      return files.map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".c"))
          .map(name -> name.substring(0, name.length() - ".c".length()))
          .toList();
    }
  }

  @Test
  void pastesEveryFileOnce() {
    String text = Amalgamation.of(List.of("modelc_conv_s8", "modelc_conv_s8", "modelc_clip_f32"));
    assertThat(text).containsOnlyOnce("---- modelc.h ----").containsOnlyOnce("---- modelc_conv_s8.c ----").doesNotContain("#include \"");
  }
}
