package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Gather;
import org.modelc.op.OpException;
import org.modelc.op.Pad;
import org.modelc.op.Reshape;
import org.modelc.op.Select;
import org.modelc.op.Slice;
import org.modelc.problem.Code;

/** Pad: negative pads cut off elements. Pads are attributes before opset 11. */
final class PadTranslator {
  private static final int INPUTS_SINCE = 11;

  private PadTranslator() {}

  static Value translate(NodeContext node) {
    String mode = node.attributes().string("mode", "constant");
    Value x = node.real(node.input(0));
    int rank = x.shape().rank();
    List<Integer> pads = node.integers("pads", 1, INPUTS_SINCE).orElseThrow(() -> new OpException(Code.E203, "\"pads\" are missing"));
    List<Integer> axes = NodeContext.axes(
        node.integers(3, "axes").orElseGet(() -> IntStream.range(0, rank).boxed().toList()), rank);
    if (pads.size() != 2 * axes.size()) {
      throw new OpException(Code.E203, "has " + pads.size() + " pads for " + axes.size() + " axes");
    }
    List<Integer> begins = perAxis(rank, axes, pads.subList(0, axes.size()));
    List<Integer> ends = perAxis(rank, axes, pads.subList(axes.size(), pads.size()));
    Value cut = cut(node, x, begins, ends);
    if (!mode.equals("constant")) {
      return repeated(node, mode, cut, grown(begins), grown(ends));
    }
    boolean isComputed = node.opset() >= INPUTS_SINCE && node.optional(2).filter(value -> !value.isConstant()).isPresent();
    return isComputed
        ? filledWith(node, cut, grown(begins), grown(ends))
        : node.result(new Pad(grown(begins), grown(ends), value(node, x)), cut);
  }

  /** Elements of the input are the padding: one axis after the other takes them by index. */
  private static Value repeated(NodeContext node, String mode, Value x, List<Integer> begins, List<Integer> ends) {
    Value result = x;
    for (int axis = 0; axis < begins.size(); axis++) {
      if (begins.get(axis) > 0 || ends.get(axis) > 0) {
        int[] sources = sources(mode, x.shape().dim(axis), begins.get(axis), ends.get(axis));
        Tensor indices = Tensor.of(TensorType.of(DType.S32, Shape.of(sources.length)), sources);
        result = node.step("axis" + axis, new Gather(axis), result, node.constantStep("sources" + axis, indices));
      }
    }
    return result;
  }

  private static int[] sources(String mode, int size, int begin, int end) {
    if (size == 0) {
      throw new OpException(Code.E204, "an axis without elements is padded in mode \"" + mode + "\"");
    }
    int period = Math.max(1, 2 * (size - 1));
    return IntStream.range(-begin, size + end).map(place -> switch (mode) {
      case "edge" -> Math.min(Math.max(place, 0), size - 1);
      case "reflect" -> size - 1 - Math.abs(size - 1 - Math.floorMod(place, period));
      case "wrap" -> Math.floorMod(place, size);
      default -> throw new OpException(Code.E203, "mode \"" + mode + "\" is unknown");
    }).toArray();
  }

  private static Value filledWith(NodeContext node, Value x, List<Integer> begins, List<Integer> ends) {
    Pad zeros = new Pad(begins, ends, 0);
    byte[] inside = new byte[x.shape().elements()];
    Arrays.fill(inside, (byte) 1);
    Value all = node.constantStep("all", Tensor.of(TensorType.of(DType.BOOL, x.shape()), inside));
    Value value = node.step("value", new Reshape(Shape.SCALAR), node.input(2));
    return node.result(new Select(), node.step("inside", zeros, all), node.step("padded", zeros, x), value);
  }

  private static List<Integer> perAxis(int rank, List<Integer> axes, List<Integer> values) {
    Integer[] all = new Integer[rank];
    Arrays.fill(all, 0);
    for (int i = 0; i < axes.size(); i++) {
      all[axes.get(i)] = values.get(i);
    }
    return List.of(all);
  }

  private static List<Integer> grown(List<Integer> pads) {
    return pads.stream().map(pad -> Math.max(pad, 0)).toList();
  }

  private static Value cut(NodeContext node, Value x, List<Integer> begins, List<Integer> ends) {
    List<Integer> starts = begins.stream().map(pad -> Math.negateExact(Math.min(pad, 0))).toList();
    List<Integer> dims = new ArrayList<>();
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      dims.add(Math.addExact(x.shape().dim(axis) - starts.get(axis), Math.min(ends.get(axis), 0)));
    }
    if (dims.equals(x.shape().dims())) {
      return x;
    }
    if (dims.stream().anyMatch(dim -> dim < 0)) {
      throw new OpException(Code.E204, "negative pads cut off more than shape " + x.shape() + " has");
    }
    return node.step("cut", new Slice(starts, Collections.nCopies(dims.size(), 1), new Shape(dims)), x);
  }

  /** The padding as a real number; in a quantised tensor ONNX gives it as an integer of that tensor. */
  private static float value(NodeContext node, Value x) {
    if (node.opset() < INPUTS_SINCE) {
      return node.attributes().real("value", 0);
    }
    if (!x.type().isQuantised()) {
      return node.scalar(2, "constant_value").orElse(0f);
    }
    Quant quant = x.type().requireQuant();
    long integer = node.has(2) ? integer(node.constant(2, "constant_value")) : 0;
    return quant.scale() * (integer - quant.zeroPoint());
  }

  private static long integer(Tensor value) {
    if (value.elements() != 1 || !value.type().dtype().isInteger() || value.type().isQuantised()) {
      throw new OpException(Code.E203, "constant_value has type " + value.type() + ", must be one integer");
    }
    return value.integer(0);
  }
}
