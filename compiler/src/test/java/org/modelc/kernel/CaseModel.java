package org.modelc.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.modelc.c.CGenerator;
import org.modelc.c.GeneratedModel;
import org.modelc.c.GenerationOptions;
import org.modelc.firmware.FirmwareModel;
import org.modelc.firmware.ModelBuffer;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorBytes;
import org.modelc.ir.Value;
import org.modelc.op.Slice;
import org.modelc.pass.Rewriter;
import org.modelc.plan.MemoryPlan;
import org.modelc.target.Target;

/** Many cases as one generated model for a target: each has its own inputs and its own output, so that one build and one run test them all. */
final class CaseModel {
  private static final String NAME = "cases";
  private static final int ALIGNMENT = 16;

  private final List<OpCase> cases;
  private final Target target;
  private final Graph graph;
  private final KernelSelection kernels;

  private CaseModel(List<OpCase> cases, Target target, UnaryOperator<Graph> change, Function<Graph, KernelSelection> choice) {
    this.target = target;
    this.cases = List.copyOf(cases);
    this.graph = change.apply(graph(cases));
    this.kernels = choice.apply(graph);
  }

  /** Operators read the caller's inputs and write the caller's outputs. */
  static CaseModel of(List<OpCase> cases, Target target) {
    return of(cases, target, graph -> KernelSelection.of(graph, target));
  }

  /** The same with other kernels. */
  static CaseModel of(List<OpCase> cases, Target target, Function<Graph, KernelSelection> choice) {
    return new CaseModel(cases, target, graph -> graph, choice);
  }

  /** Operators read and write the arena, where outputs may take the place of inputs. */
  static CaseModel inArena(List<OpCase> cases, Target target) {
    return inArena(cases, target, graph -> KernelSelection.of(graph, target));
  }

  /** The same with other kernels. */
  static CaseModel inArena(List<OpCase> cases, Target target, Function<Graph, KernelSelection> choice) {
    return new CaseModel(cases, target, graph -> Rewriter.rewrite(graph, match -> Optional.of(List.of(betweenCopies(match)))), choice);
  }

  private static Value betweenCopies(Rewriter.Match match) {
    String name = match.node().name();
    List<Value> inputs = match.inputs().stream().map(input -> input.isConstant() ? input : copy(match.out(), name + "_in", input)).toList();
    Value result = match.out().addTyped(name, match.node().op(), inputs, List.of(name), match.node().outputTypes()).get(0);
    return copy(match.out(), name + "_out", result);
  }

  private static Value copy(GraphBuilder builder, String name, Value value) {
    List<Integer> zeros = Collections.nCopies(value.shape().rank(), 0);
    List<Integer> ones = Collections.nCopies(value.shape().rank(), 1);
    return builder.add(name, new Slice(zeros, ones, value.shape()), value);
  }

  private static Graph graph(List<OpCase> cases) {
    GraphBuilder builder = new GraphBuilder(NAME);
    for (int index = 0; index < cases.size(); index++) {
      OpCase opCase = cases.get(index);
      String name = "case" + index;
      List<Value> inputs = IntStream.range(0, opCase.inputs().size())
          .mapToObj(i -> opCase.isConstant(i)
              ? builder.constant(name + "_constant" + i, opCase.inputs().get(i))
              : builder.input(name + "_input" + i, opCase.inputs().get(i).type()))
          .toList();
      builder.addTyped(name, opCase.op(), inputs, List.of(name), List.of(opCase.output())).forEach(builder::output);
    }
    return builder.build();
  }

  /** Writes the C with the runtime's files, or with the runtime in the one source file, to {@code directory}. */
  FirmwareModel write(Path directory, boolean singleFile) {
    GenerationOptions options = GenerationOptions.named(NAME).withSingleFile(singleFile);
    GeneratedModel model = CGenerator.generate(graph, MemoryPlan.of(graph, kernels, ALIGNMENT), target, options);
    for (Map.Entry<String, String> file : model.allFiles().entrySet()) {
      try {
        Files.writeString(directory.resolve(file.getKey()), file.getValue());
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + file.getKey(), e);
      }
    }
    return new FirmwareModel(NAME, directory, buffers(graph.inputs()), buffers(graph.outputs()));
  }

  private static List<ModelBuffer> buffers(List<Value> values) {
    return values.stream().map(Value::type).map(type -> new ModelBuffer(type.dtype().cType(), type.elements(), type.bytes())).toList();
  }

  /** The inputs of all cases as the model's harness reads them. */
  byte[] inputBytes() {
    List<Tensor> inputs = new ArrayList<>();
    for (OpCase opCase : cases) {
      IntStream.range(0, opCase.inputs().size()).filter(i -> !opCase.isConstant(i)).forEach(i -> inputs.add(opCase.inputs().get(i)));
    }
    return TensorBytes.encode(inputs);
  }

  /** The model's outputs as one tensor for each case. */
  List<Tensor> outputs(ByteBuffer bytes) {
    byte[] all = new byte[bytes.remaining()];
    bytes.duplicate().get(all);
    return TensorBytes.decode(all, cases.stream().map(OpCase::output).toList());
  }
}
