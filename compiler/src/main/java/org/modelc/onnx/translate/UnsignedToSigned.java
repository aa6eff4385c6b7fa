package org.modelc.onnx.translate;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Op;
import org.modelc.op.Quantise;
import org.modelc.op.Requantise;

/**
 * Turns every quantised U8 tensor into an S8 tensor of the same reals, so that kernels need one integer type. Graph inputs and outputs of
 * U8 stay, beside a Requantise.
 */
final class UnsignedToSigned {
  private static final String SUFFIX = "/signed";

  private final GraphBuilder out;
  private final Map<Value, Value> replacements = new IdentityHashMap<>();

  private UnsignedToSigned(String name) {
    out = new GraphBuilder(name);
  }

  static Graph convert(Graph graph) {
    return new UnsignedToSigned(graph.name()).rebuild(graph);
  }

  private Graph rebuild(Graph graph) {
    graph.constants().forEach(this::addConstant);
    graph.inputs().forEach(this::addInput);
    graph.nodes().forEach(node -> addNode(node, graph));
    graph.outputs().forEach(this::addOutput);
    return out.build();
  }

  private void addConstant(Value constant) {
    if (UnsignedTypes.isUnsigned(constant.type())) {
      replacements.put(constant, out.constant(constant.name(), UnsignedTypes.signed(constant.requireConstant())));
    } else {
      out.adopt(constant);
      replacements.put(constant, constant);
    }
  }

  private void addInput(Value input) {
    Value same = out.input(input.name(), input.type());
    if (UnsignedTypes.isUnsigned(input.type())) {
      Quant quant = UnsignedTypes.signed(input.type().requireQuant());
      replacements.put(input, out.add(input.name() + SUFFIX, new Requantise(DType.S8, quant), same));
    } else {
      replacements.put(input, same);
    }
  }

  private void addNode(Node node, Graph graph) {
    List<Value> inputs = node.inputs().stream().map(replacements::get).toList();
    List<TensorType> types = node.outputTypes().stream().map(UnsignedTypes::signed).toList();
    List<String> names = node.outputs().stream()
        .map(output -> graph.isOutput(output) && UnsignedTypes.isUnsigned(output.type()) ? output.name() + SUFFIX : output.name())
        .toList();
    List<Value> results = out.addTyped(node.name(), signed(node.op()), inputs, names, types);
    for (int i = 0; i < results.size(); i++) {
      replacements.put(node.outputs().get(i), results.get(i));
    }
  }

  private void addOutput(Value output) {
    Value value = replacements.get(output);
    if (UnsignedTypes.isUnsigned(output.type()) && !output.isConstant()) {
      Requantise requantise = new Requantise(DType.U8, output.type().requireQuant());
      out.output(out.add(output.name(), requantise, value));
    } else {
      out.output(value);
    }
  }

  private static Op signed(Op op) {
    return op instanceof Quantise quantise && quantise.dtype() == DType.U8
        ? new Quantise(DType.S8, UnsignedTypes.signed(quantise.quant()))
        : op;
  }
}
