package org.modelc.firmware;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.modelc.c.RuntimeLibrary;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.target.Target;
import org.modelc.target.Targets;
import org.modelc.template.Templates;

/** Builds firmware for a K210: the image that the boot ROM copies to the beginning of memory. */
public final class K210Firmware {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  /** What the linker says of the K210's memory, in words of its own and of the linker script. */
  private static final Pattern TOO_LARGE = Pattern.compile("will not fit in region|overflowed by|does not fit the K210's memory");
  private static final String LINKER_SCRIPT = "modelc_k210.ld";
  private static final List<String> START_UP = List.of(LINKER_SCRIPT, "modelc_k210.h", "modelc_k210.c");
  private static final List<String> SELF_TEST = List.of("modelc_selftest.h", "modelc_selftest.c");

  /** What the self-test reads layers with, also where the model has none on the KPU. */
  private static final List<String> KPU_ACCESS = List.of("modelc.h", "modelc_kpu.h", "modelc_kpu_model.h", "modelc_kpu_conv.c");

  private static final List<String> DEMO_UNITS = List.of(
      "modelc_axp192", "modelc_camera", "modelc_decision", "modelc_font", "modelc_gc0328", "modelc_k210_dvp", "modelc_k210_i2c", "modelc_k210_pins",
      "modelc_k210_spi", "modelc_k210_system", "modelc_ov7740", "modelc_picture", "modelc_screen", "modelc_st7789");
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
   * @throws ProblemException E405 if it does not fit the memory, E502 if the compiler or linker refuses it
   */
  public byte[] selfTest(Map<String, String> files, SelfTestLayers layers) {
    Map<String, String> all = new LinkedHashMap<>(files);
    KPU_ACCESS.forEach(name -> all.putIfAbsent(name, RuntimeLibrary.text(name)));
    START_UP.forEach(name -> all.put(name, resource(name)));
    SELF_TEST.forEach(name -> all.put(name, resource(name)));
    all.put("modelc_selftest_layers.h", TEMPLATES.render(layers));
    return build("selftest", all, List.of("-include", "modelc_selftest.h"));
  }

  /**
   * Compiles and links a model that was generated under the name {@code model} with the demo for an M5StickV.
   *
   * @param files of the model, by name
   * @return code and data from address 0x80000000 on
   * @throws ProblemException E405 if it does not fit the memory, E502 if the compiler or linker refuses it
   */
  public byte[] demo(Map<String, String> files, DemoModel model) {
    Map<String, String> all = new LinkedHashMap<>(files);
    START_UP.forEach(name -> all.put(name, resource(name)));
    all.putAll(demoFiles());
    all.put("modelc_demo_model.h", TEMPLATES.render(model));
    return build("demo", all, List.of());
  }

  /** The demo's own sources and headers, by name. */
  static Map<String, String> demoFiles() {
    Map<String, String> files = new LinkedHashMap<>();
    for (String unit : DEMO_UNITS) {
      files.put(unit + ".c", resource("demo/" + unit + ".c"));
      files.put(unit + ".h", resource("demo/" + unit + ".h"));
    }
    files.put("modelc_k210_registers.h", resource("demo/modelc_k210_registers.h"));
    files.put("modelc_demo.c", resource("demo/modelc_demo.c"));
    return files;
  }

  private static String resource(String name) {
    return FirmwareResources.text("targets/k210/" + name);
  }

  private byte[] build(String name, Map<String, String> files, List<String> options) {
    Path directory = toolchain.newWorkDirectory("k210");
    files.forEach((file, text) -> write(directory.resolve(file), text));
    List<String> sources = files.keySet().stream().filter(file -> file.endsWith(".c")).toList();
    run(directory, name, compile(name, sources, options));
    run(directory, name, List.of(target.compiler().tool("objcopy"), "-O", "binary", name + ".elf", name + ".bin"));
    return read(directory.resolve(name + ".bin"));
  }

  private List<String> compile(String name, List<String> sources, List<String> options) {
    List<String> command = new ArrayList<>(List.of(target.compiler().tool("gcc")));
    command.addAll(target.compiler().flags());
    command.addAll(List.of("-std=gnu11", "-O2", "-ffp-contract=off", "-ffunction-sections", "-fdata-sections", "-I."));
    command.addAll(options);
    command.addAll(List.of("-nostartfiles", "-Wl,--gc-sections", "-T", LINKER_SCRIPT, "-o", name + ".elf"));
    command.addAll(sources);
    command.add("-lm");
    return command;
  }

  private void run(Path directory, String name, List<String> command) {
    CommandResult result = toolchain.run(directory, TIMEOUT, command);
    if (TOO_LARGE.matcher(result.text()).find()) {
      throw new ProblemException(
          Code.E405, "the firmware " + name, "Code, constants, variables and stack do not fit the K210's 6 MB.", "Choose a smaller network, or lower --ram.");
    }
    if (!result.succeeded()) {
      throw new ProblemException(Code.E502, "the firmware " + name, String.join(" ", command) + ": " + result.line());
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
