package org.modelc.firmware;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.target.Emulator;
import org.modelc.target.Target;

/** A linked model with the test harness, ready to run any number of samples. */
public final class FirmwareImage {

  static final String FILE = "firmware.elf";

  private static final Duration TIMEOUT = Duration.ofMinutes(10);
  private static final String COUNTS = "counts.txt";
  private static final Pattern STACK = Pattern.compile("^stack (\\d+)$", Pattern.MULTILINE);
  private static final Pattern DONE = Pattern.compile("^done (\\d+)$", Pattern.MULTILINE);

  private final Toolchain toolchain;
  private final Target target;
  private final FirmwareModel model;
  private final Path directory;

  FirmwareImage(Toolchain toolchain, Target target, FirmwareModel model, Path directory) {
    this.toolchain = toolchain;
    this.target = target;
    this.model = model;
    this.directory = directory;
  }

  /**
   * Runs samples through the model and measures the first inference.
   *
   * @param inputs for each sample all inputs, one after the other; at least one sample
   * @throws ProblemException if the image crashes, hangs, or writes outside its buffers
   */
  public FirmwareRun run(byte[] inputs) {
    if (inputs.length == 0 || inputs.length % model.inputBytes() != 0) {
      throw new IllegalArgumentException(
          inputs.length + " bytes are not a positive number of samples of " + model.inputBytes() + " bytes");
    }
    write("input.bin", inputs);
    int samples = inputs.length / model.inputBytes();
    if (target.emulator().isEmpty()) {
      String text = execute(List.of(directory.resolve(FILE).toString()), samples);
      return result(samples, text, OptionalLong.empty(), new InstructionCounts(0, Map.of(), Map.of()));
    }
    SymbolTable symbols = symbols();
    String text = execute(emulate(target.emulator().get(), symbols), samples);
    InstructionCounts counts = InstructionCounts.parse(new String(read(COUNTS), StandardCharsets.US_ASCII), symbols);
    return result(samples, text, OptionalLong.of(counts.total()), counts);
  }

  private FirmwareRun result(int samples, String text, OptionalLong instructions, InstructionCounts counts) {
    byte[] outputs = read("output.bin");
    if (outputs.length != samples * model.outputBytes()) {
      throw failure(outputs.length + " bytes came out instead of " + samples * model.outputBytes() + ".");
    }
    Matcher stack = STACK.matcher(text);
    OptionalLong stackBytes = stack.find() ? OptionalLong.of(Long.parseLong(stack.group(1))) : OptionalLong.empty();
    return new FirmwareRun(samples, ByteBuffer.wrap(outputs).asReadOnlyBuffer(), stackBytes, instructions, counts.functions(), counts.layers());
  }

  /** What the harness printed. QEMU's semihosting prints to standard error. */
  private String execute(List<String> command, int samples) {
    CommandResult result = toolchain.run(directory, TIMEOUT, command);
    String text = result.text();
    Matcher done = DONE.matcher(text);
    if (!result.succeeded() || !done.find() || Integer.parseInt(done.group(1)) != samples) {
      throw failure(text.isEmpty() ? "exit code " + result.exitCode() + "." : result.line());
    }
    return text;
  }

  private List<String> emulate(Emulator emulator, SymbolTable symbols) {
    List<String> command = new ArrayList<>();
    command.add(emulator.program());
    command.addAll(emulator.arguments());
    command.addAll(List.of("-display", "none", "-monitor", "none", "-serial", "null"));
    command.addAll(List.of("-semihosting-config", "enable=on,target=native"));
    command.addAll(List.of("-kernel", FILE));
    command.add("-plugin");
    command.add(String.format(
        "%s,begin=%x,end=%x,out=%s%s%s",
        toolchain.countingPlugin(), symbols.address("harness_begin"), symbols.address("harness_end"), COUNTS, layerMarks(symbols), trapHandler(symbols)));
    return command;
  }

  private static String layerMarks(SymbolTable symbols) {
    return symbols.variable("harness_layers")
        .map(array -> String.format(",layer=%x,layers=%x", symbols.address("harness_layer"), array))
        .orElse("");
  }

  /** What stands for the KPU, whose instructions do not count. */
  private String trapHandler(SymbolTable symbols) {
    return target.has("kpu") ? String.format(",trap=%x", symbols.address("modelc_kpu_emulator_trap")) : "";
  }

  private SymbolTable symbols() {
    CommandResult nm = toolchain.run(directory, TIMEOUT, List.of(target.compiler().tool("nm"), FILE));
    if (!nm.succeeded()) {
      throw failure(nm.line());
    }
    return new SymbolTable(nm.stdout());
  }

  private ProblemException failure(String cause) {
    return new ProblemException(Code.E503, model.name() + " on " + target.name(), cause);
  }

  private void write(String file, byte[] bytes) {
    try {
      Files.write(directory.resolve(file), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private byte[] read(String file) {
    try {
      return Files.readAllBytes(directory.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
