package org.modelc.onnx.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.List;
import java.util.stream.IntStream;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Clamp;

/** What the writer of an operator needs to write one node: its operands as tensors of the ONNX graph, and a way to add ONNX nodes. */
final class NodeWriter {
  private final Node node;
  private final OnnxGraph onnx;
  private final ValueForms forms;
  private final Opset opset;

  NodeWriter(Node node, OnnxGraph onnx, ValueForms forms, Opset opset) {
    this.node = node;
    this.onnx = onnx;
    this.forms = forms;
    this.opset = opset;
  }

  Node node() {
    return node;
  }

  Value input(int index) {
    return node.input(index);
  }

  Opset opset() {
    return opset;
  }

  /** Operand {@code index}: floats where it stands for reals. */
  String real(int index, Layout layout) {
    return forms.real(input(index), layout);
  }

  /** All operands in this layout. */
  List<String> reals(Layout layout) {
    return node.inputs().stream().map(input -> forms.real(input, layout)).toList();
  }

  /** Channels-first if an operand of rank 4 is in the ONNX graph in this layout only; plain otherwise. */
  Layout layout() {
    return node.inputs().stream().anyMatch(this::isOnlyChannelsFirst) ? Layout.CHANNELS_FIRST : Layout.PLAIN;
  }

  private boolean isOnlyChannelsFirst(Value value) {
    return !value.isConstant() && forms.has(value, Layout.CHANNELS_FIRST) && !forms.has(value, Layout.PLAIN);
  }

  /** As {@link #layout()}, but plain if an operand or the result has another rank than 4. */
  Layout layoutOfRankFour() {
    boolean allOfRankFour = node.output().shape().rank() == 4 && node.inputs().stream().allMatch(input -> input.shape().rank() == 4);
    return allOfRankFour ? layout() : Layout.PLAIN;
  }

  /** Adds an ONNX node on the way to the result and returns its output. */
  String step(String what, String type, List<String> inputs, AttributeProto... attributes) {
    String output = onnx.takeName(node.output().name() + "_" + what);
    onnx.node(node.name() + "_" + what, type, inputs, output, List.of(attributes));
    return output;
  }

  /** Adds the ONNX node that computes the result. */
  void result(Layout layout, String type, List<String> inputs, AttributeProto... attributes) {
    result(layout, Clamp.NONE, type, inputs, attributes);
  }

  /** Adds the ONNX node that computes the result, and one that bounds it. */
  void result(Layout layout, Clamp clamp, String type, List<String> inputs, AttributeProto... attributes) {
    if (clamp.isNone()) {
      last(layout, node.name(), type, inputs, List.of(attributes));
      return;
    }
    String unbounded = onnx.takeName(node.output().name() + "_unbounded");
    onnx.node(node.name(), type, inputs, unbounded, List.of(attributes));
    bounded(layout, clamp, unbounded);
  }

  /** Adds the node that bounds {@code unbounded} and gives the result. */
  void bounded(Layout layout, Clamp clamp, String unbounded) {
    if (clamp.equals(Clamp.RELU)) {
      last(layout, node.name() + "_relu", "Relu", List.of(unbounded), List.of());
      return;
    }
    List<String> inputs = List.of(unbounded, bound("min", clamp.min()), bound("max", clamp.max()));
    last(layout, node.name() + "_clip", "Clip", inputs, List.of());
  }

  /** A scalar of the result's type; empty, ONNX's sign for no input, where the bound is infinite. */
  private String bound(String what, float bound) {
    return Float.isInfinite(bound) ? "" : scalar(what, elementType(node.output()), bound);
  }

  private static DType elementType(Value value) {
    return value.type().isQuantised() ? DType.F32 : value.type().dtype();
  }

  private void last(Layout layout, String name, String type, List<String> inputs, List<AttributeProto> attributes) {
    String result = forms.resultName(node.output(), layout);
    onnx.node(name, type, inputs, result, attributes);
    forms.define(node.output(), layout, result);
  }

  /** Makes known that the result is operand 0 in another layout, so that no ONNX node is needed. */
  void sameAsInput(Layout layout, Layout inputLayout) {
    forms.alias(node.output(), layout, input(0), inputLayout);
  }

  /** Operand 0 as floats is the result. */
  void dequantised(Layout layout) {
    String stored = forms.stored(input(0), layout);
    String result = forms.resultName(node.output(), layout);
    onnx.dequantise(node.name(), stored, result, input(0).type());
    forms.define(node.output(), layout, result);
  }

  /** Operand 0 as floats, stored as the result's integers, is the result. */
  void quantised(Layout layout) {
    forms.define(node.output(), layout, real(0, layout));
  }

  /** An initialiser of S64 numbers, one axis. */
  String longs(String what, List<Integer> values) {
    return onnx.initialiser(node.name() + "_" + what, Protos.longs(values));
  }

  /** An initialiser of one number of rank 0. */
  String scalar(String what, DType dtype, float value) {
    Tensor tensor = dtype.isFloat()
        ? Tensor.f32(Shape.SCALAR, value)
        : Tensor.ofIntegers(TensorType.of(dtype, Shape.SCALAR), new long[] {(long) value});
    return onnx.initialiser(node.name() + "_" + what, tensor);
  }

  /** An initialiser of one S64 number of rank 0. */
  String whole(String what, long value) {
    return onnx.initialiser(node.name() + "_" + what, Tensor.of(TensorType.of(DType.S64, Shape.SCALAR), new long[] {value}));
  }

  /** A constant that is made for this node only, as floats where it is quantised. */
  String constant(String name, Tensor tensor) {
    return forms.constant(name, tensor);
  }

  /** The indices of the operands. */
  IntStream indices() {
    return IntStream.range(0, node.inputs().size());
  }
}
