package org.modelc.c;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.modelc.firmware.BuildOption;
import org.modelc.firmware.CommandResult;
import org.modelc.firmware.FirmwareBuilder;
import org.modelc.firmware.FirmwareModel;
import org.modelc.firmware.FirmwareRun;
import org.modelc.firmware.ModelBuffer;
import org.modelc.firmware.TestToolchain;
import org.modelc.firmware.Toolchain;
import org.modelc.firmware.WarningCheck;
import org.modelc.ir.Graph;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.target.Target;
import org.modelc.target.Targets;

/** A folder of generated C in which the host's compilers can be run. */
public final class GeneratedProject {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final Toolchain toolchain = TestToolchain.shared();
  private final Path directory = toolchain.newWorkDirectory("generated");

  public GeneratedProject add(GeneratedModel model) {
    model.allFiles().forEach(this::add);
    return this;
  }

  GeneratedProject add(String file, String text) {
    try {
      Files.writeString(directory.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** What gcc and clang have to say in C99 and C++17. */
  List<String> warnings() {
    return new WarningCheck(toolchain).findings(directory);
  }

  /** Compiles all sources to one program and runs it. */
  CommandResult compileAndRun() {
    CommandResult compiled = compile();
    return compiled.succeeded() ? toolchain.run(directory, TIMEOUT, List.of("./program")) : compiled;
  }

  CommandResult compile() {
    List<String> command = new ArrayList<>(
        List.of("gcc", "-std=c99", "-O1", "-ffp-contract=off", "-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-o", "program"));
    command.addAll(sources());
    command.add("-lm");
    return toolchain.run(directory, TIMEOUT, command);
  }

  /** Compiles one source with a target's compiler and flags. */
  CommandResult compileFor(Target target, String source) {
    List<String> command = new ArrayList<>(List.of(target.compiler().tool("gcc")));
    command.addAll(target.compiler().flags());
    command.addAll(List.of("-std=gnu11", "-O2", "-Wall", "-Wextra", "-c", source));
    return toolchain.run(directory, TIMEOUT, command);
  }

  private List<String> sources() {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".c")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes of all outputs of one inference on the host, sanitizers watching. */
  byte[] run(String name, Graph graph, List<Tensor> inputs) {
    return run(name, graph, inputs, Targets.find("host"), BuildOption.SANITIZED).sample(0);
  }

  /** One inference on a target. */
  public FirmwareRun run(String name, Graph graph, List<Tensor> inputs, Target target, BuildOption... options) {
    FirmwareModel model = new FirmwareModel(name, directory, buffers(graph.inputs()), buffers(graph.outputs()));
    return new FirmwareBuilder(toolchain, target).build(model, options).run(bytes(inputs));
  }

  private static List<ModelBuffer> buffers(List<Value> values) {
    return values.stream()
        .map(value -> new ModelBuffer(value.type().dtype().cType(), value.type().elements(), value.type().bytes()))
        .toList();
  }

  /** The elements of S8 and F32 tensors, one after the other, as they lie in memory. */
  static byte[] bytes(List<Tensor> tensors) {
    ByteBuffer buffer = ByteBuffer.allocate(tensors.stream().mapToInt(tensor -> tensor.type().bytes()).sum());
    buffer.order(ByteOrder.LITTLE_ENDIAN);
    for (Tensor tensor : tensors) {
      if (tensor.type().dtype().isFloat()) {
        for (float value : tensor.floats()) {
          buffer.putFloat(value);
        }
      } else {
        buffer.put(tensor.bytes());
      }
    }
    return buffer.array();
  }
}
