package org.modelc.onnx.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.op.Transpose;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/** Writes one graph: inputs, nodes in order, outputs. */
final class GraphWriter {
  private final Graph graph;
  private final OnnxGraph onnx;
  private final ValueForms forms;
  private final Opset opset;

  GraphWriter(Graph graph) {
    this.graph = graph;
    this.onnx = new OnnxGraph(graph.name());
    this.forms = new ValueForms(onnx, new HashSet<>(graph.outputs()), FourBitConstants.of(graph), channelsFirstOutputs());
    this.opset = Opset.of(graph);
  }

  ModelProto write() {
    reserveNames();
    graph.inputs().forEach(this::input);
    graph.nodes().forEach(this::node);
    Set<Value> written = new HashSet<>();
    graph.outputs().forEach(output -> output(output, written.add(output)));
    return onnx.model(opset);
  }

  /** Values that a Transpose turns to channels-first for an output, so that a convolution writes the output itself. */
  private Map<Value, Value> channelsFirstOutputs() {
    Map<Value, Value> outputs = new HashMap<>();
    for (Node node : graph.nodes()) {
      boolean toFirst = node.op().equals(new Transpose(Layout.TO_CHANNELS_FIRST));
      if (toFirst && graph.isOutput(node.output()) && !node.input(0).isConstant() && !graph.inputs().contains(node.input(0))) {
        outputs.putIfAbsent(node.input(0), node.output());
      }
    }
    return outputs;
  }

  private void reserveNames() {
    graph.inputs().forEach(input -> onnx.takeName(input.name()));
    graph.nodes().forEach(node -> node.outputs().forEach(output -> onnx.takeName(output.name())));
    graph.constants().forEach(constant -> onnx.takeName(constant.name()));
  }

  private void input(Value input) {
    onnx.input(input.name(), input.type());
    forms.set(input, Layout.PLAIN, input.name());
  }

  private void node(Node node) {
    try {
      OperatorWriters.of(node.op()).write(new NodeWriter(node, onnx, forms, opset));
    } catch (NoOnnxFormException e) {
      throw new ProblemException(
          Code.E202, "node \"" + node.name() + "\" (" + node.op().name() + ")", "It has no form in ONNX: " + e.getMessage() + ".");
    }
  }

  private void output(Value output, boolean first) {
    String stored = forms.stored(output, Layout.PLAIN);
    String name = first ? output.name() : onnx.takeName(output.name());
    if (!stored.equals(name)) {
      onnx.node(name, "Identity", List.of(stored), name, List.of());
    }
    onnx.output(name, output.type());
  }
}
