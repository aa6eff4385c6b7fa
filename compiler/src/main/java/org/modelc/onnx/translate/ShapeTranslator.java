package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.onnx.model.Limits;
import org.modelc.op.OpException;
import org.modelc.op.Reshape;
import org.modelc.problem.Code;

/** Operators that only change a tensor's shape or name. */
final class ShapeTranslator {
  private ShapeTranslator() {}

  static Value identity(NodeContext node) {
    return node.input(0);
  }

  /** Dropout in inference: the input, and a mask that keeps everything. */
  static List<Value> dropout(NodeContext node) {
    node.attributes().ignore("ratio", "seed", "is_test");
    if (node.has(2) && node.constant(2, "training_mode").integer(0) != 0) {
      throw new OpException(Code.E203, "training_mode is true; export the model for inference");
    }
    return node.usesOutput(1) ? List.of(node.input(0), node.constantStep("mask", everything(node))) : List.of(node.input(0));
  }

  private static Tensor everything(NodeContext node) {
    byte[] mask = new byte[node.input(0).shape().elements()];
    Arrays.fill(mask, (byte) 1);
    return Tensor.of(TensorType.of(DType.BOOL, node.input(0).shape()), mask);
  }

  static Value flatten(NodeContext node) {
    Value x = node.input(0);
    int rank = x.shape().rank();
    int given = node.attributes().integer("axis", 1);
    int axis = given == rank ? rank : NodeContext.axis(given, rank);
    return node.result(new Reshape(Shape.of(x.shape().product(0, axis), x.shape().product(axis, rank))), x);
  }

  static Value reshape(NodeContext node) {
    Value x = node.input(0);
    List<Integer> wanted = node.integers(1, "shape").orElseThrow(() -> new OpException(Code.E203, "input \"shape\" is missing"));
    boolean allowZero = node.attributes().flag("allowzero", false);
    return node.result(new Reshape(resolve(wanted, x.shape(), allowZero)), x);
  }

  /** Replaces 0 by the input's dimension (unless {@code allowZero}) and -1 by what is left. */
  private static Shape resolve(List<Integer> wanted, Shape input, boolean allowZero) {
    List<Long> dims = new ArrayList<>();
    long known = 1;
    for (int axis = 0; axis < wanted.size(); axis++) {
      long dim = wanted.get(axis);
      if (dim == 0 && !allowZero) {
        dim = copied(axis, input);
      }
      known *= dim == -1 ? 1 : Math.max(-1, Math.min(dim, Limits.ELEMENTS + 1));
      requireResolvable(known, wanted);
      dims.add(dim);
    }
    int unknown = dims.indexOf(-1L);
    if (unknown >= 0) {
      requireResolvable(known == 0 || input.elements() % known != 0 || dims.lastIndexOf(-1L) != unknown ? -1 : known, wanted);
      dims.set(unknown, input.elements() / known);
    }
    return Limits.shape(dims);
  }

  private static long copied(int axis, Shape input) {
    if (axis >= input.rank()) {
      throw new OpException(Code.E204, "shape copies dimension " + axis + " of an input of shape " + input);
    }
    return input.dim(axis);
  }

  private static void requireResolvable(long known, List<Integer> wanted) {
    if (known < 0 || known > Limits.ELEMENTS) {
      throw new OpException(Code.E204, "shape " + wanted + " does not fit the input");
    }
  }

  static Value squeeze(NodeContext node) {
    Value x = node.input(0);
    int rank = x.shape().rank();
    List<Integer> axes = node.integers("axes", 1, 13)
        .map(given -> NodeContext.axes(given, rank))
        .orElseGet(() -> IntStream.range(0, rank).filter(axis -> x.shape().dim(axis) == 1).boxed().toList());
    List<Integer> dims = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      if (!axes.contains(axis)) {
        dims.add(x.shape().dim(axis));
      } else if (x.shape().dim(axis) != 1) {
        throw new OpException(Code.E204, "axis " + axis + " of shape " + x.shape() + " is squeezed but is not 1");
      }
    }
    return node.result(new Reshape(new Shape(dims)), x);
  }

  static Value unsqueeze(NodeContext node) {
    Value x = node.input(0);
    List<Integer> given = node.integers("axes", 1, 13).orElseThrow(() -> new OpException(Code.E203, "\"axes\" are missing"));
    int rank = x.shape().rank() + given.size();
    if (rank > Limits.RANK) {
      throw new OpException(Code.E107, "rank " + rank + " is above the limit of " + Limits.RANK);
    }
    List<Integer> axes = NodeContext.axes(given, rank);
    List<Integer> dims = new ArrayList<>(x.shape().dims());
    axes.stream().sorted().forEach(axis -> dims.add(axis, 1));
    return node.result(new Reshape(new Shape(dims)), x);
  }
}
