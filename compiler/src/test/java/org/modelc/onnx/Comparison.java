package org.modelc.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.modelc.ir.CountedOutput;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.problem.Problems;
import org.modelc.reference.Interpreter;
import org.modelc.verify.OnnxRuntime;
import org.modelc.verify.OnnxRuntime.Optimisation;

/** Compares what the imported graph computes with what ONNX Runtime computes, on random inputs. */
public final class Comparison {
  private Comparison() {}

  /**
   * Imports the file and requires equal outputs.
   *
   * @param tolerance largest difference of floats, relative to the output's largest magnitude (at least 1e-3); quantised outputs may differ
   *     by {@code steps}
   * @param steps largest difference of integers that stand for reals; other integers must be equal
   */
  public static void assertMatchesOnnxRuntime(Path file, long seed, double tolerance, int steps) {
    assertMatches(file, file, seed, tolerance, steps);
  }

  /** As {@link #assertMatchesOnnxRuntime}, where ONNX Runtime does not run the file but another one, {@code equivalent} to it. */
  public static void assertMatches(Path file, Path equivalent, long seed, double tolerance, int steps) {
    Graph graph = OnnxImporter.load(file, new Problems());
    Random random = new Random(seed);
    List<Tensor> inputs = graph.inputs().stream().map(input -> random(input.type(), random)).toList();
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      named.put(graph.inputs().get(i).name(), inputs.get(i));
    }
    assertOutputs(graph, CountedOutput.cut(graph, new Interpreter(graph).run(inputs)), runtimeOutputs(equivalent, named), tolerance, steps);
  }

  private static Map<String, Tensor> runtimeOutputs(Path file, Map<String, Tensor> inputs) {
    try (OnnxRuntime runtime = OnnxRuntime.open(file, Optimisation.NONE)) {
      Map<String, Tensor> needed = new LinkedHashMap<>(inputs);
      needed.keySet().retainAll(runtime.inputNames());
      return runtime.run(needed);
    }
  }

  private static void assertOutputs(Graph graph, List<Tensor> actual, Map<String, Tensor> expected, double tolerance, int steps) {
    assertThat(graph.outputs()).extracting(Value::name).containsAll(expected.keySet());
    for (int i = 0; i < actual.size(); i++) {
      String name = graph.outputs().get(i).name();
      if (expected.containsKey(name)) {
        assertTensor(name, actual.get(i), expected.get(name), tolerance, steps);
      }
    }
  }

  private static void assertTensor(String name, Tensor actual, Tensor expected, double tolerance, int steps) {
    assertThat(actual.shape()).as("shape of " + name).isEqualTo(expected.shape());
    assertThat(actual.type().dtype()).as("element type of " + name).isEqualTo(expected.type().dtype());
    boolean isFloat = expected.type().dtype() == DType.F32;
    double allowed = isFloat ? tolerance * Math.max(1e-3, largest(expected)) : actual.type().isQuantised() ? steps : 0;
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < expected.elements(); i++) {
      double a = isFloat ? actual.floats()[i] : actual.integer(i);
      double e = isFloat ? expected.floats()[i] : expected.integer(i);
      if (!(Math.abs(a - e) <= allowed) && Double.compare(a, e) != 0) {
        wrong.add("[" + i + "] " + a + " instead of " + e);
      }
    }
    assertThat(wrong.subList(0, Math.min(5, wrong.size())))
        .as(wrong.size() + " of " + expected.elements() + " elements of " + name + " differ by more than " + allowed)
        .isEmpty();
  }

  private static double largest(Tensor tensor) {
    double largest = 0;
    for (float element : tensor.floats()) {
      largest = Float.isFinite(element) ? Math.max(largest, Math.abs(element)) : largest;
    }
    return largest;
  }

  /** Floats of a normal distribution, or integers over the type's range (small ones for wide types). */
  public static Tensor random(TensorType type, Random random) {
    if (type.dtype() == DType.F32) {
      float[] floats = new float[type.elements()];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) random.nextGaussian();
      }
      return Tensor.of(type, floats);
    }
    int low = type.dtype() == DType.S8 ? -128 : 0;
    int count = type.dtype() == DType.BOOL ? 2 : type.dtype().bytes() == 1 ? 256 : 4;
    return Tensor.ofIntegers(type, random.ints(type.elements(), low, low + count).asLongStream().toArray());
  }
}
