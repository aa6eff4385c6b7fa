package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.ir.Shape;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Clamp;
import org.modelc.op.Clip;
import org.modelc.op.Compare;
import org.modelc.op.Concat;
import org.modelc.op.Dense;
import org.modelc.op.MatMul;
import org.modelc.op.Op;
import org.modelc.op.OpException;
import org.modelc.op.Recurrent;
import org.modelc.op.Reshape;
import org.modelc.op.Select;
import org.modelc.op.Slice;
import org.modelc.op.Transpose;
import org.modelc.op.Unary;
import org.modelc.problem.Code;

/**
 * LSTM, GRU and RNN: one operator of the IR a direction where it covers the node ({@link RecurrentLayer}), else one step after the other, as
 * sequences have a static length. Inputs X [steps, batch, inputs], W [directions, gates *
 * hidden, inputs], R [directions, gates * hidden, hidden], optional B, sequence lengths and initial states. The products of all inputs are
 * one; those of the states are one a step, as matrix products with constant weights where R is constant.
 */
final class RecurrentTranslator {
  private static final int MOST_STEPS = 512;

  private final NodeContext node;
  private final int gates;
  private final List<Op> activations;
  private final int functions;
  private final int directions;
  private final boolean batchFirst;
  private final Value x;
  private final int hidden;
  private final Optional<Float> clip;

  private RecurrentTranslator(NodeContext node, int gates, List<String> defaults) {
    this.node = node;
    this.gates = gates;
    this.directions = "bidirectional".equals(direction(node)) ? 2 : 1;
    this.functions = defaults.size();
    this.activations = RecurrentActivations.read(node, defaults, directions);
    this.batchFirst = node.attributes().flag("layout", false);
    if (node.input(0).shape().rank() != 3 || node.input(2).shape().rank() != 3) {
      throw new OpException(Code.E204, "X has shape " + node.input(0).shape() + ", R " + node.input(2).shape() + "; rank 3 is needed");
    }
    this.x = batchFirst ? node.step("steps_first", new Transpose(List.of(1, 0, 2)), node.input(0)) : node.input(0);
    this.hidden = node.input(2).shape().dim(2);
    this.clip = node.attributes().real("clip");
    node.attributes().ignore("hidden_size");
  }

  private static String direction(NodeContext node) {
    String direction = node.attributes().string("direction", "forward");
    if (!List.of("forward", "reverse", "bidirectional").contains(direction)) {
      throw new OpException(Code.E203, "direction \"" + direction + "\" is unknown");
    }
    return direction;
  }

  static List<Value> lstm(NodeContext node) {
    RecurrentTranslator translator = new RecurrentTranslator(node, 4, List.of("Sigmoid", "Tanh", "Tanh"));
    boolean coupled = node.attributes().flag("input_forget", false);
    if (!coupled && translator.isLayer(Unary.Kind.SIGMOID, Unary.Kind.TANH, Unary.Kind.TANH)) {
      return new RecurrentLayer(node, Recurrent.Cell.LSTM, translator).results();
    }
    return translator.run(2, (name, direction, input, states) -> translator.lstmStep(name, direction, input, states, coupled));
  }

  static List<Value> gru(NodeContext node) {
    RecurrentTranslator translator = new RecurrentTranslator(node, 3, List.of("Sigmoid", "Tanh"));
    boolean linear = node.attributes().flag("linear_before_reset", false);
    if (translator.isLayer(Unary.Kind.SIGMOID, Unary.Kind.TANH)) {
      return new RecurrentLayer(node, linear ? Recurrent.Cell.GRU_RESET_AFTER : Recurrent.Cell.GRU, translator).results();
    }
    return translator.run(1, (name, direction, input, states) -> translator.gruStep(name, direction, input, states, linear));
  }

  static List<Value> rnn(NodeContext node) {
    RecurrentTranslator translator = new RecurrentTranslator(node, 1, List.of("Tanh"));
    if (translator.isLayer(Unary.Kind.TANH)) {
      return new RecurrentLayer(node, Recurrent.Cell.RNN, translator).results();
    }
    return translator.run(1, translator::rnnStep);
  }

  /** Whether the node is computed by one operator a direction, which has these functions. */
  private boolean isLayer(Unary.Kind... kinds) {
    List<Op> ofOneDirection = Arrays.stream(kinds).map(kind -> (Op) Unary.of(kind)).toList();
    List<Op> wanted = IntStream.range(0, directions).boxed().flatMap(direction -> ofOneDirection.stream()).toList();
    return node.recurrence() != Recurrence.STEPS && clip.isEmpty() && activations.equals(wanted) && RecurrentLayer.covers(node, steps());
  }

  int directions() {
    return directions;
  }

  /** Sequences [steps, batch, inputs]. */
  Value x() {
    return x;
  }

  boolean isReverse(int direction) {
    return direction == 1 || "reverse".equals(direction(node));
  }

  private interface Step {
    /**
     * The states after a step.
     *
     * @param input [batch, gates * hidden]: the products of this step's inputs, with the bias of W
     */
    List<Value> next(String name, int direction, Value input, List<Value> states);
  }

  private int steps() {
    return x.shape().dim(0);
  }

  private int batch() {
    return x.shape().dim(1);
  }

  /** @param stateCount how many states there are, the first of which is the output */
  private List<Value> run(int stateCount, Step step) {
    if (node.recurrence() == Recurrence.KEPT && !node.has(5)) {
      throw new OpException(
          Code.E409, "is laid out step by step, as it has peepholes, clipping, lengths, computed weights or other activations, and keeps no state");
    }
    if (steps() * directions > MOST_STEPS) {
      throw new OpException(Code.E107, "has " + steps() * directions + " steps; " + MOST_STEPS + " are supported");
    }
    List<Value> sequences = new ArrayList<>();
    List<List<Value>> last = new ArrayList<>();
    for (int direction = 0; direction < directions; direction++) {
      boolean reverse = isReverse(direction);
      List<Value> states = new ArrayList<>();
      for (int i = 0; i < stateCount; i++) {
        states.add(initial(direction, i));
      }
      Value[] outputs = new Value[steps()];
      Value inputs = inputs(direction);
      for (int i = 0; i < steps(); i++) {
        int time = reverse ? steps() - 1 - i : i;
        String name = "d" + direction + "_t" + time;
        Value input = part(name + "_input", inputs, List.of(time, 0, 0), Shape.of(1, batch(), gates * hidden), Shape.of(batch(), gates * hidden));
        states = masked(name, time, step.next(name, direction, input, states), states, outputs);
      }
      sequences.add(joined("d" + direction + "_sequence", List.of(outputs), 0, Shape.of(1, 1, batch(), hidden)));
      last.add(states);
    }
    return results(stateCount, sequences, last);
  }

  /**
   * The node's outputs.
   *
   * @param sequences by direction: states of all steps
   * @param last by direction: the states after the last step
   */
  List<Value> results(int stateCount, List<Value> sequences, List<List<Value>> last) {
    List<Value> results = new ArrayList<>();
    Value sequence = joined("sequence", sequences, 1, Shape.of(sequences.get(0).shape().dim(0), 1, batch(), hidden));
    results.add(batchFirst ? node.step("batch_first", new Transpose(List.of(2, 0, 1, 3)), sequence) : sequence);
    for (int i = 0; i < stateCount; i++) {
      int state = i;
      Value states = joined("state" + i, last.stream().map(values -> values.get(state)).toList(), 0, Shape.of(1, batch(), hidden));
      results.add(batchFirst ? node.step("state" + i + "_batch_first", new Transpose(List.of(1, 0, 2)), states) : states);
    }
    return results;
  }

  /** Values of one shape, seen under another, side by side along an axis. */
  private Value joined(String name, List<Value> values, int axis, Shape shape) {
    List<Value> parts = IntStream.range(0, values.size())
        .mapToObj(i -> node.step(name + i, new Reshape(shape), values.get(i))).toList();
    return parts.size() == 1 ? parts.get(0) : node.step(name, new Concat(axis), parts.toArray(Value[]::new));
  }

  /** Beyond a sequence's end states stay and the output is 0. */
  private List<Value> masked(String name, int time, List<Value> next, List<Value> before, Value[] outputs) {
    if (!node.has(4)) {
      outputs[time] = next.get(0);
      return next;
    }
    Value lengths = node.step(name + "_lengths", new Reshape(Shape.of(batch(), 1)), Casts.wide(node, node.input(4)));
    Value runs = node.step(name + "_runs", new Compare(Compare.Kind.LESS), Integers.constant(node, "time", time), lengths);
    outputs[time] = node.step(name + "_output", new Select(), runs, next.get(0), node.constantStep("zero", Constants.scalar(0)));
    return IntStream.range(0, next.size())
        .mapToObj(i -> node.step(name + "_kept" + i, new Select(), runs, next.get(i), before.get(i))).toList();
  }

  /** State {@code state} [batch, hidden] before the first step: the hidden state or the cell. */
  Value initial(int direction, int state) {
    if (!node.has(5 + state)) {
      return node.constantStep("start", Constants.zeros(batch(), hidden));
    }
    Value given = node.input(5 + state);
    Value all = batchFirst ? node.step("start" + state + "_directions_first", new Transpose(List.of(1, 0, 2)), given) : given;
    return part(
        "d" + direction + "_start" + state, all, List.of(direction, 0, 0), Shape.of(1, batch(), hidden), Shape.of(batch(), hidden));
  }

  /** The products of all inputs with W, [steps, batch, gates * hidden], with W's bias. */
  private Value inputs(int direction) {
    String name = "d" + direction + "_inputs";
    int width = gates * hidden;
    Value weights = part(
        name + "_weights", node.input(1), List.of(direction, 0, 0), Shape.of(1, width, x.shape().dim(2)),
        Shape.of(width, x.shape().dim(2)));
    Value rows = node.step(name + "_rows", new Reshape(Shape.of(steps() * batch(), x.shape().dim(2))), x);
    Value product = withBias(name, product(name + "_product", rows, weights), direction, 0);
    return node.step(name, new Reshape(Shape.of(steps(), batch(), width)), product);
  }

  /** @param half 0 for W's bias, 1 for R's */
  private Value withBias(String name, Value product, int direction, int half) {
    return node.has(3)
        ? node.step(name + "_biased", op(Binary.Kind.ADD), product, bias(name, direction, half, 0, gates))
        : product;
  }

  /** The bias of some gates. */
  private Value bias(String name, int direction, int half, int firstGate, int count) {
    int first = (half * gates + firstGate) * hidden;
    return part(name + "_bias", node.input(3), List.of(direction, first), Shape.of(1, count * hidden), Shape.of(count * hidden));
  }

  /** The product of a state with the rows of R that belong to some gates. */
  private Value recurrent(String name, int direction, Value state, int firstGate, int count) {
    Value weights = part(
        "d" + direction + "_r" + firstGate + "_" + count, node.input(2), List.of(direction, firstGate * hidden, 0),
        Shape.of(1, count * hidden, hidden), Shape.of(count * hidden, hidden));
    return product(name + "_recurrent", state, weights);
  }

  /** [rows, K] times weights [O, K]. */
  private Value product(String name, Value rows, Value weights) {
    if (weights.isConstant()) {
      Value constant = node.constantStep(name + "_weights", Weights.symmetric(node, weights.requireConstant(), 0));
      return node.step(name, new Dense(Clamp.NONE), rows, constant, Weights.zeroBias(node, weights.shape().dim(0)));
    }
    return node.step(name, new MatMul(), rows, node.step(name + "_transposed", new Transpose(List.of(1, 0)), weights));
  }

  /** A slice under another shape. */
  Value part(String name, Value value, List<Integer> starts, Shape slice, Shape shape) {
    Value sliced = value.shape().equals(slice)
        ? value
        : node.step(name + "_slice", new Slice(starts, Collections.nCopies(slice.rank(), 1), slice), value);
    return node.step(name, new Reshape(shape), sliced);
  }

  /** Columns of one gate. */
  private Value gate(String name, Value all, int gate) {
    return node.step(name, new Slice(List.of(0, gate * hidden), List.of(1, 1), Shape.of(batch(), hidden)), all);
  }

  private Value activated(String name, int direction, int function, Value value) {
    Value bounded = clip.isPresent() ? node.step(name + "_bounded", new Clip(new Clamp(-clip.get(), clip.get())), value) : value;
    return node.step(name, activations.get(direction * functions + function), bounded);
  }

  /** Gates in the order input, output, forget, cell. */
  private List<Value> lstmStep(String name, int direction, Value input, List<Value> states, boolean coupled) {
    Value h = states.get(0);
    Value c = states.get(1);
    Value product = withBias(name, recurrent(name, direction, h, 0, gates), direction, 1);
    Value sums = node.step(name + "_sums", op(Binary.Kind.ADD), input, product);
    Value in = activated(name + "_in", direction, 0, peephole(name + "_in_sum", gate(name + "_in_gate", sums, 0), direction, 0, c));
    Value forget = coupled
        ? node.step(name + "_forget", op(Binary.Kind.SUB), node.constantStep("one", Constants.scalar(1)), in)
        : activated(
            name + "_forget", direction, 0, peephole(name + "_forget_sum", gate(name + "_forget_gate", sums, 2), direction, 2, c));
    Value candidate = activated(name + "_candidate", direction, 1, gate(name + "_cell_gate", sums, 3));
    Value kept = node.step(name + "_kept_cell", op(Binary.Kind.MUL), forget, c);
    Value cell = node.step(name + "_cell", op(Binary.Kind.ADD), kept, node.step(name + "_new_cell", op(Binary.Kind.MUL), in, candidate));
    Value out = activated(
        name + "_out", direction, 0, peephole(name + "_out_sum", gate(name + "_out_gate", sums, 1), direction, 1, cell));
    Value shown = node.step(name + "_shown", activations.get(direction * functions + 2), cell);
    return List.of(node.step(name + "_h", op(Binary.Kind.MUL), out, shown), cell);
  }

  /** A gate that also sees the cell; weights in the order input, output, forget. */
  private Value peephole(String name, Value sum, int direction, int index, Value cell) {
    if (!node.has(7)) {
      return sum;
    }
    Value weights = part(name + "_peephole", node.input(7), List.of(direction, index * hidden), Shape.of(1, hidden), Shape.of(hidden));
    return node.step(name, op(Binary.Kind.ADD), sum, node.step(name + "_seen", op(Binary.Kind.MUL), cell, weights));
  }

  /** Gates in the order update, reset, hidden. */
  private List<Value> gruStep(String name, int direction, Value input, List<Value> states, boolean linear) {
    Value h = states.get(0);
    Value product = withPartBias(name + "_zr", recurrent(name + "_zr", direction, h, 0, 2), direction, 0, 2);
    Value ofInput = node.step(name + "_zr_input", new Slice(List.of(0, 0), List.of(1, 1), Shape.of(batch(), 2 * hidden)), input);
    Value both = activated(name + "_zr_gates", direction, 0, node.step(name + "_zr_sums", op(Binary.Kind.ADD), ofInput, product));
    Value update = gate(name + "_update", both, 0);
    Value reset = gate(name + "_reset", both, 1);
    Value gated;
    if (linear) {
      Value hiddenProduct = withPartBias(name + "_h", recurrent(name + "_h", direction, h, 2, 1), direction, 2, 1);
      gated = node.step(name + "_h_reset", op(Binary.Kind.MUL), reset, hiddenProduct);
    } else {
      Value resetState = node.step(name + "_state_reset", op(Binary.Kind.MUL), reset, h);
      gated = withPartBias(name + "_h", recurrent(name + "_h", direction, resetState, 2, 1), direction, 2, 1);
    }
    Value sum = node.step(name + "_h_sum", op(Binary.Kind.ADD), gate(name + "_h_input", input, 2), gated);
    Value candidate = activated(name + "_candidate", direction, 1, sum);
    Value difference = node.step(name + "_difference", op(Binary.Kind.SUB), h, candidate);
    Value kept = node.step(name + "_kept_state", op(Binary.Kind.MUL), update, difference);
    return List.of(node.step(name + "_state", op(Binary.Kind.ADD), candidate, kept));
  }

  private Value withPartBias(String name, Value product, int direction, int firstGate, int count) {
    return node.has(3)
        ? node.step(name + "_biased", op(Binary.Kind.ADD), product, bias(name, direction, 1, firstGate, count))
        : product;
  }

  private List<Value> rnnStep(String name, int direction, Value input, List<Value> states) {
    Value product = withBias(name, recurrent(name, direction, states.get(0), 0, 1), direction, 1);
    return List.of(activated(name + "_h", direction, 0, node.step(name + "_sum", op(Binary.Kind.ADD), input, product)));
  }

  private static Binary op(Binary.Kind kind) {
    return ArithmeticTranslator.operator(kind);
  }
}
