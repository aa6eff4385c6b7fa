package org.modelc.conformance;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.modelc.c.GenerationOptions;
import org.modelc.driver.TargetCode;
import org.modelc.ir.CountedOutput;
import org.modelc.ir.Graph;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.kernel.Compilability;
import org.modelc.onnx.OnnxImporter;
import org.modelc.onnx.model.TensorDecoder;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.plan.MemoryGoal;
import org.modelc.problem.Problems;
import org.modelc.target.Targets;

/**
 * A node test of ONNX, imported and optimised.
 *
 * @param inputs of the graph, in order
 * @param expected the outputs that ONNX gives for them
 */
record NodeCase(String name, Graph graph, List<Tensor> inputs, List<Tensor> expected) {

  /**
   * The case in {@code folder}, which {@code test-models/conformance/cases.py} made.
   *
   * @throws org.modelc.problem.ProblemException if modelc does not support it
   */
  static NodeCase load(Path folder) {
    Problems problems = new Problems();
    Graph imported = OnnxImporter.load(folder.resolve("model.onnx"), problems);
    Graph graph = Pipeline.run(Pipeline.OPTIMISE, imported, PassOptions.DEFAULT);
    Compilability.check(graph, problems);
    problems.throwIfErrors();
    TargetCode.generate(graph, Targets.find("host"), MemoryGoal.DEFAULT, GenerationOptions.named("probe"));
    List<Tensor> given = tensors(folder, "input");
    List<Tensor> inputs = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      inputs.add(as(graph.inputs().get(i), given.get(i)));
    }
    return new NodeCase(folder.getFileName().toString(), graph, inputs, tensors(folder, "output"));
  }

  /** The outputs as ONNX has them: cut to the elements that count, without the outputs that say how many those are. */
  List<Tensor> cut(List<Tensor> outputs) {
    Set<Integer> counts = IntStream.range(0, outputs.size())
        .mapToObj(index -> CountedOutput.of(graph, index)).flatMap(Optional::stream).map(CountedOutput::count).collect(Collectors.toSet());
    List<Tensor> cut = CountedOutput.cut(graph, outputs);
    return IntStream.range(0, outputs.size()).filter(index -> !counts.contains(index)).mapToObj(cut::get).toList();
  }

  /** The elements under the type that the graph gives them: integers may stand for real numbers there. */
  private static Tensor as(Value input, Tensor tensor) {
    return input.type().isQuantised() ? tensor.withType(input.type()) : tensor;
  }

  private static List<Tensor> tensors(Path folder, String kind) {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; Files.exists(folder.resolve(kind + "_" + i + ".pb")); i++) {
      try {
        TensorProto proto = TensorProto.parseFrom(Files.readAllBytes(folder.resolve(kind + "_" + i + ".pb")));
        tensors.add(new TensorDecoder(folder).decode(proto));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + folder, e);
      }
    }
    return tensors;
  }
}
