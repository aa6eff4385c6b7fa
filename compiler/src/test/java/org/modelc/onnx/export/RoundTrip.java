package org.modelc.onnx.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.onnx.Comparison;
import org.modelc.onnx.OnnxImporter;
import org.modelc.op.Op;
import org.modelc.op.Transpose;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.problem.Problems;
import org.modelc.reference.Interpreter;
import org.modelc.verify.OnnxRuntime;

/** Writes a graph, runs the file in ONNX Runtime, reads it back, and compares both with the graph. */
final class RoundTrip {
  private final Graph graph;
  private final Path file;
  private final List<Tensor> inputs;
  private final List<Tensor> expected;

  RoundTrip(Graph graph, Path folder, long seed) {
    this.graph = graph;
    this.file = folder.resolve("written.onnx");
    OnnxExport.write(graph, file);
    Random random = new Random(seed);
    this.inputs = graph.inputs().stream().map(input -> Comparison.random(input.type(), random)).toList();
    this.expected = new Interpreter(graph).run(inputs);
  }

  /** Outputs of ONNX Runtime, whose names are the graph's, in the graph's order. */
  List<Tensor> runtimeOutputs() {
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      named.put(graph.inputs().get(i).name(), inputs.get(i));
    }
    try (OnnxRuntime runtime = OnnxRuntime.open(file, OnnxRuntime.Optimisation.NONE)) {
      named.keySet().retainAll(runtime.inputNames());
      return List.copyOf(runtime.run(named).values());
    }
  }

  /** The file as modelc reads it, optimised. */
  Graph readBack() {
    return Pipeline.run(Pipeline.OPTIMISE, OnnxImporter.load(file, new Problems()), new PassOptions(true, false));
  }

  void requireRuntimeAgrees(double relative, double steps) {
    requireClose(runtimeOutputs(), relative, steps);
  }

  /** The graph that was read back has the same inputs, outputs and operators, Transposes aside, and computes the same. */
  void requireReadsBack(double relative, double steps) {
    Graph readBack = readBack();
    assertThat(readBack.inputs()).extracting(Value::toString).isEqualTo(graph.inputs().stream().map(Value::toString).toList());
    assertThat(readBack.outputs()).extracting(Value::toString).isEqualTo(graph.outputs().stream().map(Value::toString).toList());
    assertThat(operators(readBack)).isEqualTo(operators(graph));
    requireClose(new Interpreter(readBack).run(inputs), relative, steps);
  }

  /** How many Transposes are left in the graph that was read back. */
  long transposesReadBack() {
    return transposes(readBack());
  }

  static long transposes(Graph graph) {
    return graph.nodes().stream().filter(node -> node.op() instanceof Transpose).count();
  }

  private static List<String> operators(Graph graph) {
    return graph.nodes().stream().map(Node::op).filter(op -> !op.isView() && !(op instanceof Transpose)).map(Op::name).sorted().toList();
  }

  private void requireClose(List<Tensor> actual, double relative, double steps) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int output = 0; output < expected.size(); output++) {
      requireClose(graph.outputs().get(output).name(), actual.get(output), expected.get(output), relative, steps);
    }
  }

  private static void requireClose(String name, Tensor actual, Tensor expected, double relative, double steps) {
    assertThat(actual.shape()).as(name).isEqualTo(expected.shape());
    assertThat(actual.type().dtype()).as(name).isEqualTo(expected.type().dtype());
    boolean isFloat = expected.type().dtype().isFloat();
    double largest = 1e-3;
    for (int i = 0; i < expected.elements(); i++) {
      largest = isFloat && Float.isFinite(expected.floats()[i]) ? Math.max(largest, Math.abs(expected.floats()[i])) : largest;
    }
    double allowed = isFloat ? relative * largest : expected.type().isQuantised() ? steps : 0;
    for (int i = 0; i < expected.elements(); i++) {
      double difference = isFloat
          ? (double) actual.floats()[i] - expected.floats()[i]
          : actual.integer(i) - expected.integer(i);
      boolean equal = isFloat && Float.compare(actual.floats()[i], expected.floats()[i]) == 0;
      assertThat(equal || Math.abs(difference) <= allowed).as(name + "[" + i + "] differs by " + difference).isTrue();
    }
  }
}
