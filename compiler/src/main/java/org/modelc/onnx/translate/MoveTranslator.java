package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Concat;
import org.modelc.op.Gather;
import org.modelc.op.OpException;
import org.modelc.op.Transpose;
import org.modelc.problem.Code;

/** Operators that move or select elements. They work on integers of a quantised tensor as on any others. */
final class MoveTranslator {
  private MoveTranslator() {}

  static Value transpose(NodeContext node) {
    Value x = node.input(0);
    List<Integer> perm = node.attributes().integers("perm").orElseGet(() -> reversed(x.shape().rank()));
    return node.result(new Transpose(perm), x);
  }

  private static List<Integer> reversed(int rank) {
    List<Integer> axes = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    Collections.reverse(axes);
    return axes;
  }

  static Value concat(NodeContext node) {
    List<Value> values = node.inputsFrom(0);
    if (values.isEmpty()) {
      throw new OpException(Code.E203, "has no inputs");
    }
    int axis = NodeContext.axis(
        node.attributes().integer("axis").orElseThrow(() -> new OpException(Code.E203, "attribute \"axis\" is missing")),
        values.get(0).shape().rank());
    if (values.size() == 1) {
      return values.get(0);
    }
    return node.result(new Concat(axis), withCommonScale(node, values));
  }

  /** Constant integers that join quantised ones are of the same scale. */
  private static List<Value> withCommonScale(NodeContext node, List<Value> values) {
    Optional<TensorType> quantised =
        values.stream().filter(value -> !value.isConstant() && value.type().isQuantised()).map(Value::type).findFirst();
    return quantised.map(type -> values.stream().map(value -> withScale(node, value, type)).toList()).orElse(values);
  }

  private static Value withScale(NodeContext node, Value value, TensorType quantised) {
    boolean raw = value.isConstant() && value.type().dtype() == quantised.dtype() && !value.type().isQuantised();
    Quant quant = quantised.requireQuant();
    return raw ? node.constantStep(value.name(), value.requireConstant().withType(value.type().withQuant(quant))) : value;
  }

  static Value gather(NodeContext node) {
    Value data = node.real(node.input(0));
    Value indices = node.input(1);
    int axis = NodeContext.axis(node.attributes().integer("axis", 0), data.shape().rank());
    indices.constant().ifPresent(constant -> requireInside(constant, data.shape().dim(axis)));
    return node.result(new Gather(axis), data, indices);
  }

  private static void requireInside(Tensor indices, int size) {
    for (int index : Constants.integers(indices, "indices")) {
      if (index < -size || index >= size) {
        throw new OpException(Code.E203, "index " + index + " is outside an axis of " + size + " elements");
      }
    }
  }
}
