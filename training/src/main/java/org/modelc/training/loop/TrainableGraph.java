package org.modelc.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Gather;
import org.modelc.op.Normalise;
import org.modelc.op.Op;
import org.modelc.op.WeightedOp;
import org.modelc.training.engine.GraphOnEngine;

/**
 * A classifier on the engine whose constants can be trained: weights and biases, what is added to or multiplied with activations by
 * channel, and tables of rows for indices. Single numbers belong to functions that somebody has spelled out, and stay.
 */
final class TrainableGraph {
  private final Graph graph;
  private final Value scoreOutput;
  private final GraphOnEngine onEngine;
  private final NumberForm form;
  private final Map<Value, NDArray> constants;
  private final Map<Value, Parameter> trained = new LinkedHashMap<>();

  /** @param manager holds all arrays of the network as long as it is open */
  TrainableGraph(Graph graph, NDManager manager, boolean keepZeros, NumberForm form) {
    this.graph = graph;
    this.scoreOutput = ScoreOutput.of(graph);
    this.onEngine = GraphOnEngine.of(graph, List.of(scoreOutput));
    this.form = form;
    this.constants = onEngine.constants(manager);
    onEngine.nodes().forEach(node -> addParameters(node, keepZeros));
  }

  private void addParameters(Node node, boolean keepZeros) {
    for (int i = 0; i < node.inputs().size(); i++) {
      Value input = node.input(i);
      if (input.isConstant() && isTrainable(node, input)) {
        boolean weights = node.op() instanceof WeightedOp && i == WeightedOp.WEIGHTS;
        trained.computeIfAbsent(input, value -> new Parameter(constants.get(value), keepZeros && weights, weights));
      }
    }
  }

  private static boolean isTrainable(Node node, Value constant) {
    boolean real = constant.type().dtype().isFloat() || constant.type().isQuantised();
    return real && (node.op() instanceof WeightedOp || isByChannel(node.op(), constant) || isTable(node, constant));
  }

  private static boolean isByChannel(Op op, Value constant) {
    boolean byChannel = op instanceof Normalise || op instanceof Binary binary && switch (binary.kind()) {
      case ADD, SUB, MUL -> true;
      default -> false;
    };
    return byChannel && constant.type().elements() > 1;
  }

  /** Rows that samples look up by index (an embedding). */
  private static boolean isTable(Node node, Value constant) {
    return node.op() instanceof Gather && constant == node.input(Gather.DATA) && !node.input(Gather.INDICES).isConstant();
  }

  /** The nodes that are computed, in execution order. */
  List<Node> nodes() {
    return onEngine.nodes();
  }

  int classes() {
    return scoreOutput.type().elements();
  }

  /** Everything that training changes. */
  List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(trained.values());
    all.addAll(form.parameters());
    return all;
  }

  /**
   * Scores of a batch, [samples, classes]; all arrays that arise belong to {@code batch}.
   *
   * @param inputs arrays of {@code batch}
   */
  NDArray scores(NDManager batch, List<NDArray> inputs) {
    return scores(values(batch, inputs));
  }

  /** The scores among {@link #values}, [samples, classes]. */
  NDArray scores(Map<Value, NDArray> values) {
    return values.get(scoreOutput).reshape(-1, classes());
  }

  /**
   * What stands for each value, as nodes read it; all arrays that arise belong to {@code batch}.
   *
   * @param inputs arrays of {@code batch}
   */
  Map<Value, NDArray> values(NDManager batch, List<NDArray> inputs) {
    constants.values().stream().filter(array -> array.getManager() != batch).forEach(array -> array.tempAttach(batch));
    form.parameters().forEach(parameter -> parameter.tempAttach(batch));
    return onEngine.run(inputs, form.constants(constants), form);
  }

  /** The result of training. */
  Graph result() {
    return form.finished(floats());
  }

  /** From now on weights that are 0 in {@code masked} are 0; it is {@link #floats} but for that. */
  void keepZerosOf(Graph masked) {
    Map<String, Tensor> tensors = new HashMap<>();
    masked.constants().forEach(constant -> tensors.put(constant.name(), constant.requireConstant()));
    trained.forEach((value, parameter) -> {
      if (parameter.isWeight()) {
        parameter.keepZerosOf(tensors.get(value.name()).floats());
      }
    });
  }

  /** The graph in floats with the numbers that the parameters have now. */
  Graph floats() {
    Map<Value, Tensor> replacements = new IdentityHashMap<>();
    trained.forEach((value, parameter) -> replacements.put(value, Tensor.f32(value.shape(), parameter.values())));
    return GraphConstants.replace(graph, replacements);
  }
}
