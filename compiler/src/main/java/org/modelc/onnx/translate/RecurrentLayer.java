package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.List;
import org.modelc.ir.Shape;
import org.modelc.ir.Value;
import org.modelc.op.Recurrent;
import org.modelc.op.Slice;

/** A recurrent node as one operator of the IR a direction. */
final class RecurrentLayer {
  private final NodeContext node;
  private final Recurrent.Cell cell;
  private final RecurrentTranslator parts;

  RecurrentLayer(NodeContext node, Recurrent.Cell cell, RecurrentTranslator parts) {
    this.node = node;
    this.cell = cell;
    this.parts = parts;
  }

  /** Whether the operator covers the node: constant weights and whole sequences. */
  static boolean covers(NodeContext node, int steps) {
    boolean constantWeights = List.of(1, 2, 3).stream().allMatch(index -> !node.has(index) || node.input(index).isConstant());
    boolean wholeSequences = !node.has(4) || isEverywhere(node.input(4), steps);
    return constantWeights && wholeSequences && !node.has(7) && steps > 0;
  }

  /** Whether the state is given, or the cell wanted, so that the operator takes and gives states. */
  private boolean carriesState() {
    boolean startsAtZero = List.of(5, 6).stream().allMatch(index -> !node.has(index) || isEverywhere(node.input(index), 0));
    return !startsAtZero || node.usesOutput(2);
  }

  private static boolean isEverywhere(Value value, double number) {
    return value.constant().filter(tensor -> {
      for (int i = 0; i < tensor.elements(); i++) {
        if (tensor.real(i) != number) {
          return false;
        }
      }
      return true;
    }).isPresent();
  }

  /** The states of all steps and the last ones. */
  List<Value> results() {
    boolean carries = carriesState();
    List<Value> sequences = new ArrayList<>();
    List<List<Value>> last = new ArrayList<>();
    for (int direction = 0; direction < parts.directions(); direction++) {
      if (carries) {
        List<Value> outputs = fromStates(direction);
        sequences.add(outputs.get(0));
        last.add(outputs.subList(Recurrent.LAST_STATES, outputs.size()));
      } else {
        Value states = fromZeros(direction);
        sequences.add(states);
        last.add(List.of(node.usesOutput(0) ? lastOf(direction, states) : states));
      }
    }
    return parts.results(carries ? cell.states() : 1, sequences, last);
  }

  private Value fromZeros(int direction) {
    Recurrent op = new Recurrent(cell, parts.isReverse(direction), node.usesOutput(0));
    Value[] operands = {parts.x(), weights("input", 1, direction), weights("hidden", 2, direction), bias(direction)};
    return parts.directions() == 1 ? node.principal("states", op, operands) : node.step("d" + direction + "_states", op, operands);
  }

  private List<Value> fromStates(int direction) {
    Recurrent op = new Recurrent(cell, parts.isReverse(direction), node.usesOutput(0), true);
    List<Value> operands = new ArrayList<>(
        List.of(parts.x(), weights("input", 1, direction), weights("hidden", 2, direction), bias(direction)));
    List<String> names = new ArrayList<>(List.of("d" + direction + "_states"));
    for (int state = 0; state < cell.states(); state++) {
      operands.add(node.real(parts.initial(direction, state)));
      names.add("d" + direction + "_last" + state);
    }
    return node.steps(names, op, operands);
  }

  private Value weights(String role, int input, int direction) {
    Value all = node.input(input);
    Shape matrix = Shape.of(all.shape().dim(1), all.shape().dim(2));
    String name = "d" + direction + "_" + role + "_weights";
    Value weights = parts.part(name + "_part", all, List.of(direction, 0, 0), Shape.of(1, matrix.dim(0), matrix.dim(1)), matrix);
    return node.constantStep(name, Weights.symmetric(node, weights.requireConstant(), 0));
  }

  /** The biases of W and R. */
  private Value bias(int direction) {
    int count = 2 * node.input(1).shape().dim(1);
    return node.has(3)
        ? node.real(parts.part("d" + direction + "_bias", node.input(3), List.of(direction, 0), Shape.of(1, count), Shape.of(count)))
        : node.constantStep("no_bias", Constants.zeros(count));
  }

  private Value lastOf(int direction, Value states) {
    int step = parts.isReverse(direction) ? 0 : states.shape().dim(0) - 1;
    return node.step("d" + direction + "_last", new Slice(List.of(step, 0, 0), List.of(1, 1, 1), states.shape().withDim(0, 1)), states);
  }
}
