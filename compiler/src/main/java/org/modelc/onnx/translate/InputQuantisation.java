package org.modelc.onnx.translate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.onnx.model.OnnxNode;
import org.modelc.op.OpException;

/**
 * Finds out what the integers of a graph input stand for. In ONNX an int8 input is plain integers; only the node that reads them, perhaps
 * after some that move them, tells their scale.
 */
final class InputQuantisation {
  private final Map<String, List<OnnxNode>> readers = new HashMap<>();
  private final Scope scope;

  /**
   * @param nodes all nodes
   * @param scope where constants are already known
   */
  InputQuantisation(List<OnnxNode> nodes, Scope scope) {
    this.scope = scope;
    for (OnnxNode node : nodes) {
      new HashSet<>(node.inputs()).forEach(input -> readers.computeIfAbsent(input, name -> new ArrayList<>()).add(node));
    }
  }

  /** The per-tensor quantisation that the first reader of {@code input}'s elements states; empty if none does. */
  Optional<Quant> find(String input) {
    Set<String> seen = new HashSet<>(Set.of(input));
    Deque<String> tensors = new ArrayDeque<>(seen);
    while (!tensors.isEmpty()) {
      String tensor = tensors.remove();
      for (OnnxNode reader : readers.getOrDefault(tensor, List.of())) {
        Optional<Quant> stated = stated(reader, tensor);
        if (stated.isPresent()) {
          return stated;
        }
        if (movesElements(reader)) {
          reader.outputs().stream().filter(seen::add).forEach(tensors::add);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean movesElements(OnnxNode node) {
    return OperatorTable.find(node)
        .map(row -> row.operator().handling())
        .filter(handling -> handling == Operator.Handling.MOVES || handling == Operator.Handling.ALIASES)
        .isPresent();
  }

  private Optional<Quant> stated(OnnxNode reader, String tensor) {
    for (QuantisedOperands operand : QuantisedOperands.of(reader)) {
      if (isInput(reader, operand.data(), tensor)) {
        return read(reader, operand);
      }
    }
    return Optional.empty();
  }

  private static boolean isInput(OnnxNode node, int index, String tensor) {
    return index < node.inputs().size() && node.inputs().get(index).equals(tensor);
  }

  /** What is wrong with these operands is reported when the reader is translated. */
  private Optional<Quant> read(OnnxNode reader, QuantisedOperands operand) {
    Optional<Tensor> scale = constant(reader, operand.scale());
    if (scale.isEmpty() || scale.get().elements() != 1) {
      return Optional.empty();
    }
    try {
      return Optional.of(Quantisation.read(scale.get(), constant(reader, operand.zeroPoint()), 0, Shape.SCALAR));
    } catch (OpException malformed) {
      return Optional.empty();
    }
  }

  private Optional<Tensor> constant(OnnxNode node, int index) {
    return index < node.inputs().size() ? scope.constant(node.inputs().get(index)) : Optional.empty();
  }
}
