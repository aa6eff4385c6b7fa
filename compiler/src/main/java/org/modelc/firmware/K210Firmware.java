package org.modelc.firmware;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.target.Target;
import org.modelc.target.Targets;
import org.modelc.template.Templates;

/** Builds the self-test firmware for a K210: the image that the boot ROM copies to the beginning of memory. */
public final class K210Firmware {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final String LINKER_SCRIPT = "modelc_k210.ld";
  private static final List<String> FILES =
      List.of(LINKER_SCRIPT, "modelc_k210.h", "modelc_k210.c", "modelc_selftest.h", "modelc_selftest.c");
  private static final Templates TEMPLATES = Templates.load("firmware/firmware.stg");

  private final Toolchain toolchain;
  private final Target target = Targets.find("k210-kpu");

  public K210Firmware(Toolchain toolchain) {
    this.toolchain = toolchain;
  }

  /**
   * Compiles and links a model that was generated under the name {@code model}, with a self-test and profile hooks.
   *
   * @param files of the model, by name
   * @return code and data from address 0x80000000 on
   * @throws ProblemException E502 if the compiler or linker refuses it
   */
  public byte[] build(Map<String, String> files, SelfTestLayers layers) {
    Path directory = toolchain.newWorkDirectory("k210");
    files.forEach((name, text) -> write(directory.resolve(name), text));
    FILES.forEach(name -> write(directory.resolve(name), FirmwareResources.text("targets/k210/" + name)));
    write(directory.resolve("modelc_selftest_layers.h"), TEMPLATES.render(layers));
    List<String> sources = new ArrayList<>(List.of("modelc_k210.c", "modelc_selftest.c"));
    files.keySet().stream().filter(name -> name.endsWith(".c")).forEach(sources::add);
    run(directory, compile(sources));
    run(directory, List.of(target.compiler().tool("objcopy"), "-O", "binary", "selftest.elf", "selftest.bin"));
    return read(directory.resolve("selftest.bin"));
  }

  private List<String> compile(List<String> sources) {
    List<String> command = new ArrayList<>(List.of(target.compiler().tool("gcc")));
    command.addAll(target.compiler().flags());
    command.addAll(List.of(
        "-std=gnu11", "-O2", "-ffp-contract=off", "-ffunction-sections", "-fdata-sections", "-I.", "-include", "modelc_selftest.h", "-nostartfiles",
        "-Wl,--gc-sections", "-T", LINKER_SCRIPT, "-o", "selftest.elf"));
    command.addAll(sources);
    command.add("-lm");
    return command;
  }

  private void run(Path directory, List<String> command) {
    CommandResult result = toolchain.run(directory, TIMEOUT, command);
    if (!result.succeeded()) {
      throw new ProblemException(Code.E502, "the self-test firmware", String.join(" ", command) + ": " + result.line());
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
