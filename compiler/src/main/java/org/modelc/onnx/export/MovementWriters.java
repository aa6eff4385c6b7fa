package org.modelc.onnx.export;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.modelc.ir.DType;
import org.modelc.ir.TensorType;
import org.modelc.op.Concat;
import org.modelc.op.Gather;
import org.modelc.op.Pad;
import org.modelc.op.Reshape;
import org.modelc.op.Slice;
import org.modelc.op.Transpose;

/** Operators that only move elements. */
final class MovementWriters {
  private MovementWriters() {}

  static void reshape(NodeWriter node) {
    Reshape reshape = (Reshape) node.node().op();
    List<String> inputs = List.of(node.real(0, Layout.PLAIN), node.longs("shape", reshape.shape().dims()));
    node.result(Layout.PLAIN, "Reshape", inputs);
  }

  /** A change between the two layouts is nothing but another look at the same value. */
  static void transpose(NodeWriter node) {
    List<Integer> perm = ((Transpose) node.node().op()).perm();
    if (perm.equals(Layout.TO_PLAIN)) {
      node.sameAsInput(Layout.CHANNELS_FIRST, Layout.PLAIN);
    } else if (perm.equals(Layout.TO_CHANNELS_FIRST)) {
      node.sameAsInput(Layout.PLAIN, Layout.CHANNELS_FIRST);
    } else {
      node.result(Layout.PLAIN, "Transpose", node.reals(Layout.PLAIN), Protos.integers("perm", perm));
    }
  }

  static void pad(NodeWriter node) {
    Pad pad = (Pad) node.node().op();
    Layout layout = node.layout();
    List<Integer> pads = new ArrayList<>(layout.inOrder(pad.begins()));
    pads.addAll(layout.inOrder(pad.ends()));
    TensorType type = node.input(0).type();
    String value = node.scalar("value", type.isQuantised() ? DType.F32 : type.dtype(), pad.value());
    node.result(layout, "Pad", List.of(node.real(0, layout), node.longs("pads", pads), value), Protos.text("mode", "constant"));
  }

  static void concat(NodeWriter node) {
    Layout layout = node.layoutOfRankFour();
    int axis = layout.axis(((Concat) node.node().op()).axis());
    node.result(layout, "Concat", node.reals(layout), Protos.integer("axis", axis));
  }

  static void slice(NodeWriter node) {
    Slice slice = (Slice) node.node().op();
    int rank = slice.shape().rank();
    node.result(Layout.PLAIN, "Slice", List.of(
        node.real(0, Layout.PLAIN),
        node.longs("starts", slice.starts()),
        node.longs("ends", IntStream.range(0, rank).mapToObj(axis -> end(slice, axis)).toList()),
        node.longs("axes", IntStream.range(0, rank).boxed().toList()),
        node.longs("steps", slice.steps())));
  }

  /** The first index that is not taken; below 0 it must not look like one that counts from the end. */
  private static int end(Slice slice, int axis) {
    int end = slice.starts().get(axis) + slice.shape().dim(axis) * slice.steps().get(axis);
    return end < 0 ? Integer.MIN_VALUE : end;
  }

  static void gather(NodeWriter node) {
    Gather gather = (Gather) node.node().op();
    node.result(Layout.PLAIN, "Gather", node.reals(Layout.PLAIN), Protos.integer("axis", gather.axis()));
  }
}
