package org.modelc.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.modelc.arithmetic.GateScaling;
import org.modelc.arithmetic.Logistic;
import org.modelc.arithmetic.Requantisation;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Clamp;
import org.modelc.op.Recurrent;

/**
 * Integer semantics of {@link Recurrent}: gate sums in units of 2^-16, their arguments in 2^-11, sigmoid and tanh by {@link Logistic}. An LSTM's
 * cell is s16 in units of 2^-11, a GRU's state s16 in units of 2^-15; products with R are of the state in bytes.
 */
public final class RecurrentIntegers {
  private static final int HALF = 1 << 15;
  private static final int ONE = 1 << Logistic.SIGMOID_BITS;
  private static final int ARGUMENT_SHIFT = GateScaling.SUM_BITS - Logistic.ARGUMENT_BITS;

  private final Recurrent op;
  private final int hidden;
  private final byte[] inputWeights;
  private final byte[] hiddenWeights;
  private final GateScaling inputScaling;
  private final GateScaling hiddenScaling;
  private final Requantisation stateScaling;
  private final OutputStage stage;
  private final byte zero;

  private RecurrentIntegers(Recurrent op, List<Tensor> inputs, TensorType output) {
    List<Tensor> constants = inputs.subList(Recurrent.INPUT_WEIGHTS, Recurrent.BIAS + 1);
    Quant quant = output.requireQuant();
    this.op = op;
    this.hidden = output.shape().dim(2);
    this.inputWeights = constants.get(0).bytes();
    this.hiddenWeights = constants.get(1).bytes();
    this.inputScaling = Recurrent.inputScaling(inputs.get(Recurrent.X).type().requireQuant(), constants);
    this.hiddenScaling = Recurrent.hiddenScaling(quant, constants);
    this.stateScaling = op.stateScaling(quant);
    this.stage = OutputStage.of(output, Clamp.NONE);
    this.zero = (byte) quant.zeroPoint();
  }

  /** @param inputs x, W, R, biases, and the states that are given */
  public static List<Tensor> evaluate(Recurrent op, List<Tensor> inputs, List<TensorType> outputs) {
    Tensor x = inputs.get(Recurrent.X);
    TensorType output = outputs.get(0);
    RecurrentIntegers layer = new RecurrentIntegers(op, inputs, output);
    byte[] result = new byte[output.elements()];
    int batches = x.shape().dim(1);
    byte[] shown = new byte[batches * layer.hidden];
    short[] states = new short[batches * layer.hidden];
    layer.begin(inputs, shown, states);
    for (int batch = 0; batch < batches; batch++) {
      layer.sequence(x, batch, shown, states, result);
    }
    List<Tensor> results = new ArrayList<>(List.of(Tensor.of(output, result)));
    for (TensorType state : outputs.subList(Recurrent.LAST_STATES, outputs.size())) {
      results.add(state.dtype() == DType.S16 ? Tensor.of(state, states) : Tensor.of(state, shown));
    }
    return results;
  }

  /** Zeros, or the given states; a GRU's hidden state is what it shows of the one in 16 bits. */
  private void begin(List<Tensor> inputs, byte[] shown, short[] states) {
    Arrays.fill(shown, zero);
    for (Tensor state : op.carriesState() ? inputs.subList(Recurrent.STATES, inputs.size()) : List.<Tensor>of()) {
      if (state.type().dtype() == DType.S16) {
        System.arraycopy(state.shorts(), 0, states, 0, states.length);
      } else {
        System.arraycopy(state.bytes(), 0, shown, 0, shown.length);
      }
    }
    for (int i = 0; op.cell().wideState(0).isPresent() && i < shown.length; i++) {
      shown[i] = shown(states[i]);
    }
  }

  /** @param shown hidden states of all batches in bytes, before and after; {@code states} alike, in 16 bits */
  private void sequence(Tensor x, int batch, byte[] shown, short[] states, byte[] result) {
    int steps = x.shape().dim(0);
    int batches = x.shape().dim(1);
    int inputs = x.shape().dim(2);
    byte[] h = Arrays.copyOfRange(shown, batch * hidden, (batch + 1) * hidden);
    short[] state = Arrays.copyOfRange(states, batch * hidden, (batch + 1) * hidden);
    for (int i = 0; i < steps; i++) {
      int row = (op.reverse() ? steps - 1 - i : i) * batches + batch;
      h = next(Arrays.copyOfRange(x.bytes(), row * inputs, (row + 1) * inputs), h, state);
      System.arraycopy(h, 0, result, (op.everyStep() ? row : batch) * hidden, hidden);
    }
    System.arraycopy(h, 0, shown, batch * hidden, hidden);
    System.arraycopy(state, 0, states, batch * hidden, hidden);
  }

  private byte[] next(byte[] input, byte[] h, short[] state) {
    return switch (op.cell()) {
      case LSTM -> lstm(input, h, state);
      case GRU, GRU_RESET_AFTER -> gru(input, h, state);
      case RNN -> rnn(input, h);
    };
  }

  private byte[] lstm(byte[] input, byte[] h, short[] cell) {
    byte[] next = new byte[hidden];
    for (int u = 0; u < hidden; u++) {
      int in = Logistic.sigmoid(gate(input, h, u));
      int out = Logistic.sigmoid(gate(input, h, hidden + u));
      int forget = Logistic.sigmoid(gate(input, h, 2 * hidden + u));
      int candidate = Logistic.tanh(gate(input, h, 3 * hidden + u));
      cell[u] = saturated(((long) forget * cell[u] + (in * candidate >> 4) + HALF) >> 16);
      next[u] = shown(out * Logistic.tanh(cell[u]));
    }
    return next;
  }

  private byte[] gru(byte[] input, byte[] h, short[] state) {
    int[] reset = new int[hidden];
    byte[] resetState = new byte[hidden];
    for (int u = 0; u < hidden; u++) {
      reset[u] = Logistic.sigmoid(gate(input, h, hidden + u));
      resetState[u] = shown(reset[u] * state[u] + HALF >> 16);
    }
    byte[] next = new byte[hidden];
    for (int u = 0; u < hidden; u++) {
      int o = 2 * hidden + u;
      int update = Logistic.sigmoid(gate(input, h, u));
      int candidate = Logistic.tanh(op.cell() == Recurrent.Cell.GRU
          ? gate(input, resetState, o)
          : argument(ofInput(input, o) + (int) ((long) reset[u] * ofHidden(h, o) + HALF >> 16)));
      state[u] = (short) (update * state[u] + (ONE - update) * candidate + HALF >> 16);
      next[u] = shown(state[u]);
    }
    return next;
  }

  private byte[] rnn(byte[] input, byte[] h) {
    byte[] next = new byte[hidden];
    for (int u = 0; u < hidden; u++) {
      next[u] = shown(Logistic.tanh(gate(input, h, u)));
    }
    return next;
  }

  private byte shown(int state) {
    return (byte) stage.apply(stateScaling.apply(state));
  }

  private int gate(byte[] input, byte[] h, int o) {
    return argument(ofInput(input, o) + ofHidden(h, o));
  }

  private static int argument(int sum) {
    return saturated(sum + (1 << ARGUMENT_SHIFT - 1) >> ARGUMENT_SHIFT);
  }

  private static short saturated(long value) {
    return (short) Math.max(Short.MIN_VALUE, Math.min(value, Short.MAX_VALUE));
  }

  private int ofInput(byte[] input, int o) {
    return inputScaling.apply(product(inputWeights, input, o), o);
  }

  private int ofHidden(byte[] h, int o) {
    return hiddenScaling.apply(product(hiddenWeights, h, o), o);
  }

  private static int product(byte[] weights, byte[] vector, int o) {
    int sum = 0;
    for (int i = 0; i < vector.length; i++) {
      sum += vector[i] * weights[o * vector.length + i];
    }
    return sum;
  }
}
