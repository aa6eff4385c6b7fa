package org.modelc.onnx.translate;

import ai.onnx.proto.OnnxMl.GraphProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.onnx.model.Attributes;
import org.modelc.onnx.model.OnnxNode;
import org.modelc.onnx.model.TensorDecoder;
import org.modelc.op.Op;
import org.modelc.op.OpException;
import org.modelc.op.Slice;
import org.modelc.problem.Code;
import org.modelc.problem.Problems;

/**
 * What a translator works with: one ONNX node, its inputs as IR values, and the graph under construction.
 *
 * <p>Of the IR nodes made for it, the {@link #principal principal} one has the ONNX node's name; the value of {@link #result result} has
 * the ONNX output's.
 */
final class NodeContext {
  private final OnnxNode node;
  private final int opset;
  private final Attributes attributes;
  private final List<Optional<Value>> inputs;
  private final String nodeName;
  private final String resultName;
  private final Services services;

  /**
   * What all nodes share.
   *
   * @param usage which tensors of the file something reads
   * @param recurrence what becomes of recurrent nodes
   */
  record Services(
      Emitter emitter, TensorDecoder decoder, Usage usage, Problems problems, Recurrence recurrence, Bodies bodies) {}

  private NodeContext(
      OnnxNode node, int opset, Attributes attributes, List<Optional<Value>> inputs, String nodeName, String resultName,
      Services services) {
    this.node = node;
    this.opset = opset;
    this.attributes = attributes;
    this.inputs = List.copyOf(inputs);
    this.nodeName = nodeName;
    this.resultName = resultName;
    this.services = services;
  }

  static NodeContext of(OnnxNode node, int opset, List<Optional<Value>> inputs, Services services) {
    String resultName = node.outputs().isEmpty() ? node.label() : services.usage().nameOf(node.outputs().get(0));
    return new NodeContext(
        node, opset, new Attributes(node.proto().getAttributeList()), inputs, node.label(), resultName, services);
  }

  /** The same node with other inputs. */
  NodeContext withInputs(List<Optional<Value>> newInputs) {
    return new NodeContext(node, opset, attributes, newInputs, nodeName, resultName, services);
  }

  /** The same node with other inputs, whose result is an intermediate of this node's. */
  NodeContext inner(String suffix, List<Optional<Value>> newInputs) {
    return new NodeContext(node, opset, attributes, newInputs, nodeName, resultName + "/" + suffix, services);
  }

  /** For steps before the principal one: node and result have a suffix. */
  NodeContext before(String suffix) {
    return new NodeContext(node, opset, attributes, inputs, nodeName + "/" + suffix, resultName + "/" + suffix, services);
  }

  /** For the step that makes the result while the principal one has the node's name. */
  NodeContext after(String suffix) {
    return new NodeContext(node, opset, attributes, inputs, nodeName + "/" + suffix, resultName, services);
  }

  OnnxNode node() {
    return node;
  }

  /** Version of the operator set that the node's domain has in the model. */
  int opset() {
    return opset;
  }

  Attributes attributes() {
    return attributes;
  }

  TensorDecoder decoder() {
    return services.decoder();
  }

  Emitter emitter() {
    return services.emitter();
  }

  Lengths lengths() {
    return emitter().lengths();
  }

  /**
   * Notes that only the first elements of {@code value} along an axis count; where their number is known, those elements.
   *
   * @param count S64 [1]
   */
  Value counted(Value value, int axis, Value count) {
    if (!count.isConstant()) {
      lengths().set(value, axis, count);
      return value;
    }
    Shape exact = value.shape().withDim(axis, (int) count.requireConstant().longs()[0]);
    return exact.equals(value.shape())
        ? value : step("exact", new Slice(Collections.nCopies(exact.rank(), 0), Collections.nCopies(exact.rank(), 1), exact), value);
  }

  /** An operand with zeros where its elements do not count, so that all do. */
  Value settled(Value value) {
    return emitter().settled(resultName + "/settled", value);
  }

  /** Whether something reads output {@code index}. */
  boolean usesOutput(int index) {
    return index < node.outputs().size() && services.usage().isUsed(node.outputs().get(index));
  }

  Recurrence recurrence() {
    return services.recurrence();
  }

  void warn(Code code, String cause) {
    services.problems().add(code, node.where(), cause);
  }

  /** How many inputs are written down, trailing omitted ones included. */
  int inputCount() {
    return inputs.size();
  }

  boolean has(int index) {
    return optional(index).isPresent();
  }

  Optional<Value> optional(int index) {
    return index < inputs.size() ? inputs.get(index) : Optional.empty();
  }

  Value input(int index) {
    return optional(index).orElseThrow(() -> new OpException(Code.E201, "input " + index + " is missing"));
  }

  /** All inputs of an operator that takes any number of them, from {@code first}. */
  List<Value> inputsFrom(int first) {
    List<Value> values = new ArrayList<>();
    for (int index = first; index < inputs.size(); index++) {
      values.add(input(index));
    }
    return values;
  }

  /**
   * An input that must be known at compile time.
   *
   * @param what its name in ONNX's documentation, for the message
   */
  Tensor constant(int index, String what) {
    return input(index).constant().orElseThrow(
        () -> new OpException(Code.E203, "input \"" + what + "\" is computed at run time; modelc needs a constant"));
  }

  /** A constant integer input as a list; empty if the input is omitted. */
  Optional<List<Integer>> integers(int index, String what) {
    return has(index) ? Optional.of(Constants.integers(constant(index, what), what)) : Optional.empty();
  }

  /** A list that is an attribute before opset {@code since} and an input from then on. */
  Optional<List<Integer>> integers(String attribute, int index, int since) {
    return opset < since ? attributes.integers(attribute) : integers(index, attribute);
  }

  /** A constant float input of one element; empty if the input is omitted. */
  Optional<Float> scalar(int index, String what) {
    return has(index) ? Optional.of(Constants.scalar(constant(index, what), what)) : Optional.empty();
  }

  /** {@code axis} counted from the first, for a tensor of {@code rank} axes. */
  static int axis(int axis, int rank) {
    int normalised = axis < 0 ? axis + rank : axis;
    if (normalised < 0 || normalised >= rank) {
      throw new OpException(Code.E203, "axis " + axis + " is outside a tensor of rank " + rank);
    }
    return normalised;
  }

  /** {@link #axis} for a list, which must not repeat one. */
  static List<Integer> axes(List<Integer> axes, int rank) {
    List<Integer> normalised = axes.stream().map(axis -> axis(axis, rank)).toList();
    if (normalised.stream().anyMatch(axis -> Collections.frequency(normalised, axis) > 1)) {
      throw new OpException(Code.E203, "axes " + axes + " name an axis twice");
    }
    return normalised;
  }

  /** An intermediate step, named after this node. */
  Value step(String suffix, Op op, Value... operands) {
    return emitter().add(nodeName + "/" + suffix, resultName + "/" + suffix, op, List.of(operands));
  }

  /** The node that does the work while another one makes the result. */
  Value principal(String suffix, Op op, Value... operands) {
    return emitter().add(nodeName, resultName + "/" + suffix, op, List.of(operands));
  }

  /** As {@link #step} for an operator with as many outputs as there are suffixes. */
  List<Value> steps(List<String> suffixes, Op op, List<Value> operands) {
    List<String> names = suffixes.stream().map(suffix -> resultName + "/" + suffix).toList();
    return emitter().addNode(nodeName + "/" + suffixes.get(0), names, op, operands);
  }

  /** The node's result. */
  Value result(Op op, Value... operands) {
    return result(op, List.of(operands));
  }

  Value result(Op op, List<Value> operands) {
    return emitter().add(nodeName, resultName, op, operands);
  }

  /** Output {@code index} of an operator that has several. */
  Value output(int index, Op op, Value... operands) {
    String name = node.outputs().get(index);
    String valueName = name.isEmpty() ? resultName + "/" + index : services.usage().nameOf(name);
    return emitter().add(nodeName, valueName, op, List.of(operands));
  }

  /** Values of the outputs of a graph that the node holds, whose nodes are put here. */
  List<Value> inline(GraphProto body, List<Value> bodyInputs) {
    return services.bodies().inline(node, body, bodyInputs);
  }

  /** A result that is known now. */
  Value result(Tensor tensor) {
    return emitter().constant(resultName, tensor);
  }

  /** A constant made for this node. */
  Value constantStep(String suffix, Tensor tensor) {
    return emitter().constant(resultName + "/" + suffix, tensor);
  }

  /** The elements of {@code value} as floats: dequantised if it is a quantised constant. */
  Value real(Value value) {
    if (value.isConstant() && value.type().dtype() != DType.F32 && value.type().isQuantised()) {
      return emitter().constant(value.name() + "/f32", value.requireConstant().toF32());
    }
    return value;
  }
}
