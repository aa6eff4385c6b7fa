package org.modelc.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.modelc.c.GenerationOptions;
import org.modelc.driver.TargetCode;
import org.modelc.firmware.FirmwareModel;
import org.modelc.firmware.ModelBuffer;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorBytes;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.plan.MemoryGoal;
import org.modelc.target.Target;

/** Many cases in one image: each is a model of its own, and one function calls them one after the other. */
final class CaseBatch {
  private static final String NAME = "batch";

  private final List<NodeCase> cases;
  private final Target target;

  CaseBatch(List<NodeCase> cases, Target target) {
    this.cases = List.copyOf(cases);
    this.target = target;
  }

  /** Writes the C of all models and of the function that calls them. */
  FirmwareModel write(Path directory) {
    int arena = 0;
    for (int i = 0; i < cases.size(); i++) {
      arena = Math.max(arena, write(i, directory));
    }
    write(directory, NAME + ".h", header(arena));
    write(directory, NAME + ".c", source());
    return new FirmwareModel(NAME, directory, buffers(inputTypes()), buffers(outputTypes()));
  }

  /** Writes model {@code index}; returns the bytes of its arena. */
  private int write(int index, Path directory) {
    TargetCode code = TargetCode.generate(
        cases.get(index).graph(), target, MemoryGoal.DEFAULT, GenerationOptions.named(modelName(index)));
    code.files().allFiles().forEach((file, text) -> write(directory, file, text));
    return code.plan().arenaBytes();
  }

  private static String modelName(int index) {
    return "case_" + index;
  }

  private static void write(Path directory, String file, String text) {
    try {
      Files.writeString(directory.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private String header(int arena) {
    return "#define BATCH_ARENA_BYTES " + arena + "\n" + signature() + ";\n";
  }

  private String signature() {
    Stream<String> parameters = Stream.of(
            declarations("const ", "input", inputTypes()), declarations("", "output", outputTypes()), Stream.of("void *arena"))
        .flatMap(part -> part);
    return "void batch_run(" + parameters.collect(Collectors.joining(", ")) + ")";
  }

  private static Stream<String> declarations(String qualifier, String kind, List<TensorType> types) {
    return IntStream.range(0, types.size()).mapToObj(i -> qualifier + types.get(i).dtype().cType() + " *" + kind + i);
  }

  private String source() {
    StringBuilder includes = new StringBuilder("#include <stdint.h>\n#include \"batch.h\"\n");
    StringBuilder body = new StringBuilder();
    int input = 0;
    int output = 0;
    for (int i = 0; i < cases.size(); i++) {
      List<String> arguments = new ArrayList<>();
      for (int k = 0; k < cases.get(i).inputs().size(); k++) {
        arguments.add("input" + input++);
      }
      for (int k = 0; k < cases.get(i).graph().outputs().size(); k++) {
        arguments.add("output" + output++);
      }
      arguments.add("arena");
      includes.append("#include \"").append(modelName(i)).append(".h\"\n");
      body.append("    ").append(modelName(i)).append("_run(").append(String.join(", ", arguments)).append(");\n");
    }
    return includes + signature() + "\n{\n" + body + "}\n";
  }

  private List<TensorType> inputTypes() {
    return cases.stream().flatMap(nodeCase -> nodeCase.graph().inputs().stream()).map(Value::type).toList();
  }

  private List<TensorType> outputTypes() {
    return cases.stream().flatMap(nodeCase -> nodeCase.graph().outputs().stream()).map(Value::type).toList();
  }

  private static List<ModelBuffer> buffers(List<TensorType> types) {
    return types.stream().map(type -> new ModelBuffer(type.dtype().cType(), type.elements(), type.bytes())).toList();
  }

  /** All inputs, one after the other. */
  byte[] inputBytes() {
    return TensorBytes.encode(cases.stream().flatMap(nodeCase -> nodeCase.inputs().stream()).toList());
  }

  /** For each case the outputs that the image gave. */
  List<List<Tensor>> outputs(ByteBuffer bytes) {
    byte[] all = new byte[bytes.remaining()];
    bytes.duplicate().get(all);
    List<Tensor> tensors = TensorBytes.decode(all, outputTypes());
    List<List<Tensor>> outputs = new ArrayList<>();
    int first = 0;
    for (NodeCase nodeCase : cases) {
      int count = nodeCase.graph().outputs().size();
      outputs.add(tensors.subList(first, first + count));
      first += count;
    }
    return outputs;
  }
}
