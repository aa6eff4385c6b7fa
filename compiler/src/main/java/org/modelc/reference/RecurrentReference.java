package org.modelc.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Recurrent;

/**
 * Float semantics of {@link Recurrent}. Sums begin with the bias and go over the vector in order; sigmoid and tanh are the double functions
 * rounded to float.
 */
public final class RecurrentReference {
  private final Recurrent op;
  private final int hidden;
  private final float[] inputWeights;
  private final float[] hiddenWeights;
  private final float[] bias;

  private RecurrentReference(Recurrent op, List<Tensor> inputs, int hidden) {
    this.op = op;
    this.hidden = hidden;
    this.inputWeights = inputs.get(Recurrent.INPUT_WEIGHTS).toF32().floats();
    this.hiddenWeights = inputs.get(Recurrent.HIDDEN_WEIGHTS).toF32().floats();
    this.bias = inputs.get(Recurrent.BIAS).toF32().floats();
  }

  /** @param inputs x, W, R, biases, and the states that are given */
  public static List<Tensor> evaluate(Recurrent op, List<Tensor> inputs, List<TensorType> outputs) {
    Tensor x = inputs.get(Recurrent.X).toF32();
    int hidden = outputs.get(0).shape().dim(2);
    RecurrentReference layer = new RecurrentReference(op, inputs, hidden);
    float[] result = new float[outputs.get(0).elements()];
    int batches = x.shape().dim(1);
    float[][] states = new float[2][batches * hidden];
    for (int state = 0; op.carriesState() && state < op.cell().states(); state++) {
      states[state] = inputs.get(Recurrent.STATES + state).toF32().floats().clone();
    }
    for (int batch = 0; batch < batches; batch++) {
      layer.sequence(x, batch, states, result);
    }
    List<Tensor> results = new ArrayList<>(List.of(Tensor.of(outputs.get(0), result)));
    for (int output = Recurrent.LAST_STATES; output < outputs.size(); output++) {
      results.add(Tensor.of(outputs.get(output), states[output - Recurrent.LAST_STATES]));
    }
    return results;
  }

  /** @param states the hidden states and cells of all batches, before and after */
  private void sequence(Tensor x, int batch, float[][] states, float[] result) {
    int steps = x.shape().dim(0);
    int batches = x.shape().dim(1);
    float[] input = new float[x.shape().dim(2)];
    float[] h = Arrays.copyOfRange(states[0], batch * hidden, (batch + 1) * hidden);
    float[] c = Arrays.copyOfRange(states[1], batch * hidden, (batch + 1) * hidden);
    for (int i = 0; i < steps; i++) {
      int row = (op.reverse() ? steps - 1 - i : i) * batches + batch;
      System.arraycopy(x.floats(), row * input.length, input, 0, input.length);
      h = next(input, h, c);
      System.arraycopy(h, 0, result, (op.everyStep() ? row : batch) * hidden, hidden);
    }
    System.arraycopy(h, 0, states[0], batch * hidden, hidden);
    System.arraycopy(c, 0, states[1], batch * hidden, hidden);
  }

  private float[] next(float[] input, float[] h, float[] c) {
    return switch (op.cell()) {
      case LSTM -> lstm(input, h, c);
      case GRU, GRU_RESET_AFTER -> gru(input, h);
      case RNN -> rnn(input, h);
    };
  }

  private float[] lstm(float[] input, float[] h, float[] c) {
    float[] next = new float[hidden];
    for (int u = 0; u < hidden; u++) {
      float in = sigmoid(sum(input, h, u));
      float out = sigmoid(sum(input, h, hidden + u));
      float forget = sigmoid(sum(input, h, 2 * hidden + u));
      float candidate = tanh(sum(input, h, 3 * hidden + u));
      c[u] = forget * c[u] + in * candidate;
      next[u] = out * tanh(c[u]);
    }
    return next;
  }

  private float[] gru(float[] input, float[] h) {
    float[] reset = new float[hidden];
    float[] resetState = new float[hidden];
    for (int u = 0; u < hidden; u++) {
      reset[u] = sigmoid(sum(input, h, hidden + u));
      resetState[u] = reset[u] * h[u];
    }
    float[] next = new float[hidden];
    for (int u = 0; u < hidden; u++) {
      int o = 2 * hidden + u;
      float update = sigmoid(sum(input, h, u));
      float candidate = tanh(op.cell() == Recurrent.Cell.GRU
          ? sum(input, resetState, o)
          : ofInput(input, o) + reset[u] * ofHidden(h, o));
      next[u] = candidate + update * (h[u] - candidate);
    }
    return next;
  }

  private float[] rnn(float[] input, float[] h) {
    float[] next = new float[hidden];
    for (int u = 0; u < hidden; u++) {
      next[u] = tanh(sum(input, h, u));
    }
    return next;
  }

  private float sum(float[] input, float[] h, int o) {
    return ofInput(input, o) + ofHidden(h, o);
  }

  private float ofInput(float[] input, int o) {
    return product(inputWeights, input, o, bias[o]);
  }

  private float ofHidden(float[] h, int o) {
    return product(hiddenWeights, h, o, bias[op.cell().gates() * hidden + o]);
  }

  private static float product(float[] weights, float[] vector, int o, float start) {
    float sum = start;
    for (int i = 0; i < vector.length; i++) {
      sum += vector[i] * weights[o * vector.length + i];
    }
    return sum;
  }

  private static float sigmoid(float x) {
    return (float) (1 / (1 + Math.exp(-x)));
  }

  private static float tanh(float x) {
    return (float) Math.tanh(x);
  }
}
