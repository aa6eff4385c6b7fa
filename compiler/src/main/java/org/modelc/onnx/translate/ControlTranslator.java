package org.modelc.onnx.translate;

import ai.onnx.proto.OnnxMl.GraphProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Concat;
import org.modelc.op.OpException;
import org.modelc.op.Reshape;
import org.modelc.op.Select;
import org.modelc.op.Slice;
import org.modelc.problem.Code;

/**
 * Control flow that is known when a model is compiled: If with a constant condition, Loop and Scan with a constant number of turns, which are
 * laid out one after the other. An If with a computed condition computes both branches.
 */
final class ControlTranslator {
  private static final int TURNS = 1024;

  private ControlTranslator() {}

  static List<Value> branch(NodeContext node) {
    Value condition = node.input(0);
    GraphProto yes = body(node, "then_branch");
    GraphProto no = body(node, "else_branch");
    if (condition.isConstant()) {
      return node.inline(truth(condition, "cond") ? yes : no, List.of());
    }
    List<Value> whenTrue = node.inline(yes, List.of());
    List<Value> whenFalse = node.inline(no, List.of());
    Value scalar = node.step("condition", new Reshape(Shape.SCALAR), condition);
    List<Value> results = new ArrayList<>();
    for (int i = 0; i < Math.min(whenTrue.size(), whenFalse.size()); i++) {
      if (!whenTrue.get(i).shape().equals(whenFalse.get(i).shape())) {
        throw new OpException(Code.E204, "the condition is computed at run time, and the branches give shapes "
            + whenTrue.get(i).shape() + " and " + whenFalse.get(i).shape());
      }
      results.add(node.step("chosen" + i, new Select(), scalar, whenTrue.get(i), whenFalse.get(i)));
    }
    return results;
  }

  private static GraphProto body(NodeContext node, String attribute) {
    return node.attributes().graph(attribute)
        .orElseThrow(() -> new OpException(Code.E203, "attribute \"" + attribute + "\" is missing"));
  }

  private static boolean truth(Value value, String what) {
    Tensor tensor = value.constant().orElseThrow(
        () -> new OpException(Code.E203, what + " is computed at run time; modelc needs to know how often a loop turns"));
    if (tensor.elements() != 1) {
      throw new OpException(Code.E204, what + " has shape " + tensor.shape() + ", one element is needed");
    }
    return tensor.real(0) != 0;
  }

  /** Loop: states go from turn to turn, other outputs of the body are stacked. */
  static List<Value> loop(NodeContext node) {
    GraphProto body = body(node, "body");
    List<Value> states = node.inputCount() > 2 ? node.inputsFrom(2) : List.of();
    int stacked = body.getOutputCount() - 1 - states.size();
    if (stacked < 0 || body.getInputCount() != states.size() + 2) {
      throw new OpException(Code.E203, "the body has " + body.getInputCount() + " inputs and " + body.getOutputCount() + " outputs for "
          + states.size() + " states");
    }
    List<List<Value>> turns = new ArrayList<>();
    long most = node.has(0) ? (long) Constants.real(node.constant(0, "M"), "M") : Long.MAX_VALUE;
    boolean goesOn = !node.has(1) || truth(node.input(1), "the condition");
    for (int turn = 0; turn < most && goesOn; turn++) {
      requireFewTurns(turn);
      List<Value> inputs = new ArrayList<>(List.of(
          node.constantStep("turn", shaped(body, 0, DType.S64, turn)), node.constantStep("condition", shaped(body, 1, DType.BOOL, 1))));
      inputs.addAll(states);
      List<Value> outputs = node.inline(body, inputs);
      goesOn = truth(outputs.get(0), "the condition to go on");
      states = outputs.subList(1, outputs.size() - stacked);
      turns.add(outputs.subList(outputs.size() - stacked, outputs.size()));
    }
    List<Value> results = new ArrayList<>(states);
    IntStream.range(0, stacked).forEach(index -> results.add(stack(node, index, turns, 0, false)));
    return results;
  }

  private static void requireFewTurns(int turn) {
    if (turn == TURNS) {
      throw new OpException(Code.E107, "turns more than " + TURNS + " times");
    }
  }

  /** A constant of one element with as many axes as the body's input has. */
  private static Tensor shaped(GraphProto body, int input, DType dtype, long value) {
    int rank = body.getInput(input).getType().getTensorType().getShape().getDimCount();
    return Tensor.ofIntegers(TensorType.of(dtype, new Shape(Collections.nCopies(rank, 1))), new long[] {value});
  }

  /** What the turns give as stacked output {@code index}, along a new axis. */
  private static Value stack(NodeContext node, int index, List<List<Value>> turns, int axis, boolean reversed) {
    List<Value> parts = new ArrayList<>();
    for (List<Value> turn : turns) {
      Value part = turn.get(index);
      List<Integer> dims = new ArrayList<>(part.shape().dims());
      dims.add(NodeContext.axis(axis, dims.size() + 1), 1);
      parts.add(node.step("part", new Reshape(new Shape(dims)), part));
    }
    if (parts.isEmpty()) {
      throw new OpException(Code.E204, "does not turn, so that a stacked output has no elements");
    }
    if (reversed) {
      Collections.reverse(parts);
    }
    return parts.size() == 1
        ? parts.get(0)
        : node.step("stack" + index, new Concat(NodeContext.axis(axis, parts.get(0).shape().rank())), parts.toArray(Value[]::new));
  }

  /** Scan since opset 9: states go from turn to turn, each turn takes the next slice of the other inputs. */
  static List<Value> scan(NodeContext node) {
    GraphProto body = body(node, "body");
    List<Value> all = node.inputsFrom(0);
    int scanned = node.attributes().integer("num_scan_inputs", 0);
    int kept = all.size() - scanned;
    int stacked = body.getOutputCount() - kept;
    if (scanned < 1 || kept < 0 || stacked < 0 || body.getInputCount() != all.size()) {
      throw new OpException(Code.E203, "has " + all.size() + " inputs, of which " + scanned + " are scanned, the body "
          + body.getInputCount() + " inputs and " + body.getOutputCount() + " outputs");
    }
    List<Integer> axes = list(node, "scan_input_axes", scanned);
    List<Integer> directions = list(node, "scan_input_directions", scanned);
    List<Integer> outputAxes = list(node, "scan_output_axes", stacked);
    List<Integer> outputDirections = list(node, "scan_output_directions", stacked);
    List<Value> states = all.subList(0, kept);
    List<List<Value>> turns = new ArrayList<>();
    int length = length(all.subList(kept, all.size()), axes);
    for (int turn = 0; turn < length; turn++) {
      requireFewTurns(turn);
      List<Value> inputs = new ArrayList<>(states);
      for (int i = 0; i < scanned; i++) {
        inputs.add(slice(node, all.get(kept + i), axes.get(i), directions.get(i) == 0 ? turn : length - 1 - turn));
      }
      List<Value> outputs = node.inline(body, inputs);
      states = outputs.subList(0, kept);
      turns.add(outputs.subList(kept, outputs.size()));
    }
    List<Value> results = new ArrayList<>(states);
    IntStream.range(0, stacked).forEach(
        index -> results.add(stack(node, index, turns, outputAxes.get(index), outputDirections.get(index) != 0)));
    return results;
  }

  private static List<Integer> list(NodeContext node, String attribute, int size) {
    List<Integer> list = node.attributes().integers(attribute).orElse(Collections.nCopies(size, 0));
    if (list.size() != size) {
      throw new OpException(Code.E203, "attribute \"" + attribute + "\" has " + list.size() + " elements, " + size + " are needed");
    }
    return list;
  }

  private static int length(List<Value> scanned, List<Integer> axes) {
    Optional<Integer> length = Optional.empty();
    for (int i = 0; i < scanned.size(); i++) {
      int own = scanned.get(i).shape().dim(NodeContext.axis(axes.get(i), scanned.get(i).shape().rank()));
      if (length.filter(known -> known != own).isPresent()) {
        throw new OpException(Code.E204, "scanned inputs have " + length.get() + " and " + own + " slices");
      }
      length = Optional.of(own);
    }
    return length.orElseThrow();
  }

  private static Value slice(NodeContext node, Value value, int givenAxis, int index) {
    int axis = NodeContext.axis(givenAxis, value.shape().rank());
    List<Integer> starts = new ArrayList<>(Collections.nCopies(value.shape().rank(), 0));
    starts.set(axis, index);
    List<Integer> dims = new ArrayList<>(value.shape().dims());
    dims.remove(axis);
    Slice slice = new Slice(starts, Collections.nCopies(value.shape().rank(), 1), value.shape().withDim(axis, 1));
    return node.step("slice", new Reshape(new Shape(dims)), node.step("row", slice, value));
  }
}
