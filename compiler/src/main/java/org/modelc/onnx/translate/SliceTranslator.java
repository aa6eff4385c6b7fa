package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.modelc.ir.Shape;
import org.modelc.ir.Value;
import org.modelc.op.OpException;
import org.modelc.op.Slice;
import org.modelc.problem.Code;

/** Slice and Split: regular parts of a tensor. */
final class SliceTranslator {
  private SliceTranslator() {}

  /** Slice: bounds are attributes before opset 10. */
  static Value slice(NodeContext node) {
    Value x = node.input(0);
    int rank = x.shape().rank();
    List<Integer> starts = required(node, "starts", 1);
    List<Integer> ends = required(node, "ends", 2);
    List<Integer> axes = NodeContext.axes(
        node.integers("axes", 3, 10).orElseGet(() -> IntStream.range(0, starts.size()).boxed().toList()), rank);
    List<Integer> steps = node.integers(4, "steps").orElseGet(() -> Collections.nCopies(starts.size(), 1));
    if (ends.size() != starts.size() || axes.size() != starts.size() || steps.size() != starts.size()) {
      throw new OpException(Code.E203, "starts, ends, axes and steps differ in length");
    }
    Integer[] firsts = new Integer[rank];
    Integer[] strides = new Integer[rank];
    Arrays.fill(firsts, 0);
    Arrays.fill(strides, 1);
    Shape shape = x.shape();
    for (int i = 0; i < axes.size(); i++) {
      int axis = axes.get(i);
      Range range = Range.of(starts.get(i), ends.get(i), steps.get(i), x.shape().dim(axis));
      firsts[axis] = range.first;
      strides[axis] = range.step;
      shape = shape.withDim(axis, range.count);
    }
    return node.result(new Slice(List.of(firsts), List.of(strides), shape), node.real(x));
  }

  private static List<Integer> required(NodeContext node, String what, int index) {
    return node.integers(what, index, 10).orElseThrow(() -> new OpException(Code.E203, "\"" + what + "\" are missing"));
  }

  /** The elements of one axis that are taken. */
  private record Range(int first, int step, int count) {

    /** Negative bounds count from the end; bounds outside are moved to the nearest inside. */
    static Range of(long start, long end, int step, int size) {
      if (step == 0) {
        throw new OpException(Code.E203, "a step is 0");
      }
      int low = step > 0 ? 0 : -1;
      int high = step > 0 ? size : size - 1;
      long first = clamp(start < 0 ? start + size : start, step > 0 ? 0 : Math.min(0, high), high);
      long last = clamp(end < 0 ? end + size : end, low, high);
      long distance = step > 0 ? last - first : first - last;
      long stride = Math.abs((long) step);
      int count = (int) Math.max(0, (distance + stride - 1) / stride);
      return new Range((int) first, count > 1 ? step : Integer.signum(step), count);
    }

    private static long clamp(long value, int low, int high) {
      return Math.max(low, Math.min(value, high));
    }
  }

  /** Split: sizes are an attribute before opset 13; without sizes the parts are equal, but for a smaller last one since opset 18. */
  static List<Value> split(NodeContext node) {
    Value x = node.real(node.input(0));
    int axis = NodeContext.axis(node.attributes().integer("axis", 0), x.shape().rank());
    int size = x.shape().dim(axis);
    int parts = node.node().outputs().size();
    node.attributes().ignore("num_outputs");
    List<Integer> sizes = node.integers("split", 1, 13).orElseGet(() -> equalParts(size, parts));
    if (sizes.size() != parts || sizes.stream().anyMatch(part -> part < 0) || sizes.stream().mapToLong(part -> part).sum() != size) {
      throw new OpException(Code.E203, "sizes " + sizes + " do not make " + parts + " outputs of an axis of " + size + " elements");
    }
    List<Value> results = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < parts; i++) {
      List<Integer> starts = new ArrayList<>(Collections.nCopies(x.shape().rank(), 0));
      starts.set(axis, start);
      Slice slice = new Slice(starts, Collections.nCopies(x.shape().rank(), 1), x.shape().withDim(axis, sizes.get(i)));
      results.add(node.output(i, slice, x));
      start += sizes.get(i);
    }
    return results;
  }

  private static List<Integer> equalParts(int size, int parts) {
    int part = (size + parts - 1) / parts;
    List<Integer> sizes = new ArrayList<>(Collections.nCopies(parts, part));
    sizes.set(parts - 1, size - part * (parts - 1));
    return sizes;
  }
}
