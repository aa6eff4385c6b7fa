package org.modelc.training.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;

/**
 * A float graph that the engine computes, many samples at once. Every array has an axis in front of the IR's shape that counts the samples;
 * the graph itself, whose shapes stay those of one sample, need not have a batch axis.
 */
public final class GraphOnEngine {
  private final Graph graph;
  private final List<Node> nodes;

  private GraphOnEngine(Graph graph, List<Node> nodes) {
    this.graph = graph;
    this.nodes = nodes;
  }

  /**
   * The part of {@code graph} that {@code results} depend on.
   *
   * @param graph optimised, in floats; quantised constants are taken as the real numbers they stand for
   * @throws ProblemException E601 that names every node which the engine cannot compute
   */
  public static GraphOnEngine of(Graph graph, List<Value> results) {
    List<Node> nodes = needed(graph, results);
    Problems problems = new Problems();
    for (Node node : nodes) {
      if (node.outputs().stream().anyMatch(output -> output.type().isQuantised()) || !EngineOperators.supports(node)) {
        problems.add(Code.E601, "node \"" + node.name() + "\" (" + node.op().name() + ")", cause(node));
      }
    }
    problems.throwIfErrors();
    return new GraphOnEngine(graph, nodes);
  }

  private static String cause(Node node) {
    boolean quantised = node.outputs().stream().anyMatch(output -> output.type().isQuantised());
    return quantised ? "It computes with integers already; only float networks are trained." : "The training engine does not compute " + node.op() + ".";
  }

  private static List<Node> needed(Graph graph, List<Value> results) {
    Set<Value> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
    wanted.addAll(results);
    List<Node> needed = new ArrayList<>();
    for (int i = graph.nodes().size() - 1; i >= 0; i--) {
      Node node = graph.nodes().get(i);
      if (node.outputs().stream().anyMatch(wanted::contains)) {
        wanted.addAll(node.inputs());
        needed.add(0, node);
      }
    }
    return needed;
  }

  /** The nodes that are computed, in execution order. */
  public List<Node> nodes() {
    return nodes;
  }

  /** Constants that the nodes read, as arrays [1, shape...] of {@code manager}. */
  public Map<Value, NDArray> constants(NDManager manager) {
    Map<Value, NDArray> arrays = new IdentityHashMap<>();
    for (Node node : nodes) {
      node.inputs().stream().filter(Value::isConstant)
          .forEach(value -> arrays.computeIfAbsent(value, constant -> array(manager, constant.requireConstant())));
    }
    return arrays;
  }

  private static NDArray array(NDManager manager, Tensor tensor) {
    Shape shape = shape(1, tensor.shape());
    boolean real = tensor.type().dtype() == DType.F32 || tensor.type().isQuantised();
    if (real) {
      return manager.create(tensor.toF32().floats(), shape);
    }
    long[] integers = new long[tensor.elements()];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = tensor.integer(i);
    }
    return manager.create(integers, shape).toType(DataTypes.of(tensor.type().dtype()), false);
  }

  /** Whether the engine has elements of the type of {@code value}. */
  public static boolean hasType(Value value) {
    return DataTypes.has(value.type());
  }

  /** Many samples of {@code input}, whose elements are given as floats one after the other, in its own element type. */
  public static NDArray inputs(NDManager manager, float[] elements, long samples, Value input) {
    return manager.create(elements, shape(samples, input.shape())).toType(DataTypes.of(input.type().dtype()), false);
  }

  /** The engine's shape of {@code samples} tensors of {@code shape}. */
  public static Shape shape(long samples, org.modelc.ir.Shape shape) {
    long[] dims = new long[shape.rank() + 1];
    dims[0] = samples;
    for (int axis = 0; axis < shape.rank(); axis++) {
      dims[axis + 1] = shape.dim(axis);
    }
    return new Shape(dims);
  }

  /**
   * Computes all nodes. Arrays that arise belong to the manager of the first input.
   *
   * @param inputs in the graph's order
   * @param constants what stands for each constant (see {@link #constants})
   * @param storage sees each input and result and gives what later nodes read in its place
   * @return what stands for each value
   */
  public Map<Value, NDArray> run(List<NDArray> inputs, Map<Value, NDArray> constants, Storage storage) {
    Map<Value, NDArray> arrays = new IdentityHashMap<>(constants);
    for (int i = 0; i < inputs.size(); i++) {
      Value input = graph.inputs().get(i);
      arrays.put(input, storage.stored(input, inputs.get(i)));
    }
    for (Node node : nodes) {
      NDArray result = EngineOperators.apply(node, node.inputs().stream().map(arrays::get).toList());
      arrays.put(node.output(), storage.stored(node.output(), result));
    }
    return arrays;
  }

  /** How values are stored on their way from one node to the next. */
  @FunctionalInterface
  public interface Storage {
    /** In full precision. */
    Storage FLOATS = (value, array) -> array;

    NDArray stored(Value value, NDArray array);
  }
}
