package org.modelc.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.modelc.arithmetic.GateScaling;
import org.modelc.arithmetic.Requantisation;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.c.RecurrentF32Call;
import org.modelc.c.RecurrentS8Call;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.problem.Code;
import org.modelc.reference.RecurrentIntegers;
import org.modelc.reference.RecurrentReference;

/**
 * A recurrent layer in one direction with ONNX's default activations. Inputs: x [steps, batch, inputs], and the constants W [gates * hidden,
 * inputs], R [gates * hidden, hidden] and the biases [2 * gates * hidden] of W and R, gates in ONNX's order. Output: the hidden states [steps,
 * batch, hidden], or only the last [1, batch, hidden].
 *
 * <p>The state is zero before the first step, or given: then the hidden state and, of an LSTM, the cell, each [batch, hidden], are further inputs,
 * and what they are after the last step are further outputs.
 *
 * <p>The integer form takes S8 x, W and R (symmetric, by row or per tensor) with F32 biases, which the gates' own units absorb, and gives S8
 * hidden states; the cell of an LSTM and the hidden state of a GRU are kept in 16 bits, and are given and taken so.
 *
 * @param reverse from the last step to the first
 * @param everyStep whether the output holds all steps
 * @param carriesState whether the state is taken and given
 */
public record Recurrent(Cell cell, boolean reverse, boolean everyStep, boolean carriesState) implements Op {
  public static final int X = 0;
  public static final int INPUT_WEIGHTS = 1;
  public static final int HIDDEN_WEIGHTS = 2;
  public static final int BIAS = 3;

  /** Index of the first state among the inputs. */
  public static final int STATES = 4;

  /** Index of the first state among the outputs. */
  public static final int LAST_STATES = 1;

  /** Hidden states lie between -1 and 1. */
  private static final QuantRule MINUS_ONE_TO_ONE = QuantRule.fixed(1f / 128, 0);

  private static final float SMALLEST_SCALE = 0x1p-29f;

  private static final Quant CELL = Quant.perTensor(0x1p-11f, 0);
  private static final Quant GRU_STATE = Quant.perTensor(0x1p-15f, 0);

  /** A layer that starts from zeros. */
  public Recurrent(Cell cell, boolean reverse, boolean everyStep) {
    this(cell, reverse, everyStep, false);
  }

  /** What is computed at each step. */
  public enum Cell {
    /** Gates input, output, forget, cell. */
    LSTM(4),
    /** Gates update, reset, hidden; the state is reset before its product with R. */
    GRU(3),
    /** As {@link #GRU}, but the product is reset ({@code linear_before_reset}). */
    GRU_RESET_AFTER(3),
    RNN(1);

    private final int gates;

    Cell(int gates) {
      this.gates = gates;
    }

    public int gates() {
      return gates;
    }

    /** How many tensors its state is: the hidden state, and an LSTM's cell. */
    public int states() {
      return this == LSTM ? 2 : 1;
    }

    /** How the integer form stores state {@code index}, in 16 bits; empty where as the hidden states of the output. */
    public Optional<Quant> wideState(int index) {
      return switch (this) {
        case LSTM -> index == 1 ? Optional.of(CELL) : Optional.empty();
        case GRU, GRU_RESET_AFTER -> Optional.of(GRU_STATE);
        case RNN -> Optional.empty();
      };
    }
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, carriesState ? STATES + cell.states() : STATES);
    TensorType x = inputs.get(X);
    Operands.requireRealOrByte(x, "x");
    Operands.requireRank(x.shape(), 3, "sequences");
    Operands.requireRank(inputs.get(HIDDEN_WEIGHTS).shape(), 2, "recurrence weights");
    int hidden = inputs.get(HIDDEN_WEIGHTS).shape().dim(1);
    int rows = cell.gates() * hidden;
    Operands.requireShape(inputs.get(INPUT_WEIGHTS).shape(), Shape.of(rows, x.shape().dim(2)), "W");
    Operands.requireShape(inputs.get(HIDDEN_WEIGHTS).shape(), Shape.of(rows, hidden), "R");
    Operands.requireShape(inputs.get(BIAS).shape(), Shape.of(2 * rows), "bias");
    requireWeights(x, inputs.get(INPUT_WEIGHTS), "W");
    requireWeights(x, inputs.get(HIDDEN_WEIGHTS), "R");
    int steps = everyStep ? x.shape().dim(0) : 1;
    TensorType sequence = TensorType.of(x.dtype(), Shape.of(steps, x.shape().dim(1), hidden));
    return carriesState ? withStates(sequence, inputs.subList(STATES, inputs.size()), x.isQuantised()) : List.of(sequence);
  }

  private List<TensorType> withStates(TensorType sequence, List<TensorType> states, boolean quantised) {
    boolean shows = quantised && cell.wideState(0).isEmpty() && states.get(0).isQuantised();
    TensorType shown = shows ? sequence.withQuant(states.get(0).requireQuant()) : sequence;
    List<TensorType> types = new ArrayList<>(List.of(shown));
    for (int i = 0; i < states.size(); i++) {
      TensorType wanted = stateType(i, shown, quantised);
      if (!states.get(i).equals(wanted)) {
        throw new OpException(Code.E205, "state " + i + ": " + wanted + " is needed, not " + states.get(i));
      }
      types.add(wanted);
    }
    return types;
  }

  /** The type of state {@code index} beside hidden states of type {@code sequence}. */
  public TensorType stateType(int index, TensorType sequence, boolean quantised) {
    Shape shape = Shape.of(sequence.shape().dim(1), sequence.shape().dim(2));
    return cell.wideState(index).filter(quant -> quantised)
        .map(quant -> TensorType.quantised(DType.S16, shape, quant)).orElseGet(() -> sequence.withShape(shape));
  }

  private static void requireWeights(TensorType x, TensorType weights, String what) {
    boolean fits = weights.dtype() == DType.S8
        && weights.quant().filter(quant -> quant.isSymmetric() && (quant.isPerTensor() || quant.axis() == 0)).isPresent();
    if (x.isQuantised() && !fits) {
      throw new OpException(Code.E205, what + ": s8 quantised symmetrically by row is needed with integer sequences, not " + weights);
    }
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return outputs.get(0).isQuantised()
        ? RecurrentIntegers.evaluate(this, inputs, outputs)
        : RecurrentReference.evaluate(this, inputs, outputs);
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Operands.requireKernel(node.inputs().subList(INPUT_WEIGHTS, BIAS + 1).stream().allMatch(Value::isConstant), node);
    return node.outputs().get(0).type().isQuantised() ? RecurrentS8Call.of(this, node, lowering) : RecurrentF32Call.of(this, node, lowering);
  }

  @Override
  public void requireIntegersFit(Node node) {
    if (node.outputs().get(0).type().isQuantised()) {
      AccumulatorCheck.representable(() -> inputScaling(node.input(X).type().requireQuant(), constants(node)));
      AccumulatorCheck.representable(() -> hiddenScaling(node.outputs().get(0).type().requireQuant(), constants(node)));
      AccumulatorCheck.representable(() -> stateScaling(node.outputs().get(0).type().requireQuant()));
    }
  }

  private static List<Tensor> constants(Node node) {
    return List.of(
        node.input(INPUT_WEIGHTS).requireConstant(), node.input(HIDDEN_WEIGHTS).requireConstant(), node.input(BIAS).requireConstant());
  }

  /** @param constants W, R and the biases */
  public static GateScaling inputScaling(Quant x, List<Tensor> constants) {
    return GateScaling.of(x, constants.get(0), constants.get(2), 0);
  }

  /** @param constants W, R and the biases */
  public static GateScaling hiddenScaling(Quant output, List<Tensor> constants) {
    return GateScaling.of(output, constants.get(1), constants.get(2), constants.get(1).shape().dim(0));
  }

  /** From what a cell shows of its state, in 31 bits behind the point (LSTM) or 15, to bytes. */
  public Requantisation stateScaling(Quant output) {
    if (output.scale() < SMALLEST_SCALE) {
      throw new ArithmeticException("hidden states with scale " + output.scale() + " may exceed 32 bits");
    }
    return Requantisation.of(Math.scalb(1.0 / output.scale(), cell == Cell.LSTM ? -31 : -15));
  }

  @Override
  public QuantRule quantRule() {
    return MINUS_ONE_TO_ONE;
  }

  @Override
  public long macs(Node node) {
    Shape x = node.input(X).shape();
    Shape weights = node.input(INPUT_WEIGHTS).shape();
    return (long) x.dim(0) * x.dim(1) * weights.dim(0) * (weights.dim(1) + node.input(HIDDEN_WEIGHTS).shape().dim(1));
  }

  /** A state after the last step takes the place of that before the first. */
  @Override
  public OptionalInt inPlaceInput(int output) {
    return output >= LAST_STATES ? OptionalInt.of(STATES + output - LAST_STATES) : OptionalInt.empty();
  }

  /** The gates, the state in bytes, in 16 bits where the cell keeps one, and the state that a GRU resets before its product. */
  @Override
  public int scratchBytes(Node node) {
    int hidden = node.outputs().get(0).shape().dim(2);
    boolean quantised = node.outputs().get(0).type().isQuantised();
    boolean keepsState = cell == Cell.LSTM || quantised && cell != Cell.RNN;
    int numbers = cell.gates() + (keepsState ? 1 : 0);
    int vectors = cell == Cell.GRU ? 2 : 1;
    return hidden * (quantised ? 2 * numbers + vectors : 4 * (numbers + vectors));
  }
}
