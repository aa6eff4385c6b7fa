package org.modelc.onnx.translate;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.onnx.model.OnnxNode;
import org.modelc.op.KeepFirst;
import org.modelc.op.OpException;
import org.modelc.problem.Code;

/**
 * Tensors whose size along an axis the elements decide. In the IR they have the largest size there can be, and another value says how many
 * elements along the axis count. What lies behind those is not defined.
 */
final class Lengths {
  private final Map<Value, Length> lengths = new IdentityHashMap<>();

  /**
   * How many elements of a tensor count.
   *
   * @param count S64 [1]
   */
  record Length(int axis, Value count) {}

  void set(Value value, int axis, Value count) {
    lengths.put(value, new Length(axis, count));
  }

  /** Empty where all elements count. */
  Optional<Length> find(Value value) {
    return Optional.ofNullable(lengths.get(value));
  }

  /**
   * Finds the length of a new node's output.
   *
   * @throws OpException E204 if the operator computes with elements that do not count, or with numbers of them that differ
   */
  void follow(Node node) {
    for (int input = 0; input < node.inputs().size() && !(node.op() instanceof KeepFirst); input++) {
      Value value = node.input(input);
      Optional<Length> length = find(value);
      if (length.isPresent()) {
        int axis = LengthRule.outputAxis(node, input, length.get().axis()).orElseThrow(() -> needsAll(value));
        join(node, value, new Length(axis, length.get().count()));
      }
    }
  }

  private void join(Node node, Value input, Length length) {
    Length before = lengths.putIfAbsent(node.output(), length);
    if (before != null && (before.axis() != length.axis() || before.count() != length.count())) {
      throw new OpException(
          Code.E204, "joins " + described(input) + " with a tensor of another size that is computed at run time");
    }
  }

  private OpException needsAll(Value input) {
    return new OpException(Code.E204, "needs all elements along an axis of " + described(input));
  }

  private String described(Value input) {
    int axis = lengths.get(input).axis();
    return "\"" + OnnxNode.shortened(input.name()) + "\", whose axis " + axis + " has a size that is computed at run time, at most "
        + input.shape().dim(axis);
  }
}
