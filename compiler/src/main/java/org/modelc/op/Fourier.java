package org.modelc.op;

import java.util.ArrayList;
import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.FourierCall;
import org.modelc.c.Lowering;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.FourierReference;

/**
 * Discrete Fourier transform of rows. Input F32 [..., size, 1 or 2], real or complex; output F32 [..., outputs, 1 or 2]. Rows are cut or filled
 * with zeros to {@code length}.
 *
 * <p>Forward the results are sums of x[k] exp(-2 pi i j k / length), and {@code halved} leaves out those after length / 2, which of real numbers
 * are the conjugates of others. Inverse they are sums of x[k] exp(2 pi i j k / length) / length, and {@code halved} takes the first half of a
 * symmetric spectrum, of which the results are real.
 */
public record Fourier(int length, boolean inverse, boolean halved) implements Op {
  /** A complex number of two floats. */
  private static final int NUMBER_BYTES = 8;

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 1);
    TensorType input = inputs.get(0);
    int rank = input.shape().rank();
    if (input.dtype() != DType.F32) {
      throw new OpException(Code.E205, "input is " + input + ", f32 is needed");
    }
    if (rank < 2 || input.shape().dim(-1) < 1 || input.shape().dim(-1) > 2 || length < 1) {
      throw new OpException(Code.E203, "a transform of length " + length + " of shape " + input.shape());
    }
    List<Integer> dims = new ArrayList<>(input.shape().dims().subList(0, rank - 2));
    dims.add(halved && !inverse ? length / 2 + 1 : length);
    dims.add(halved && inverse ? 1 : 2);
    return List.of(TensorType.f32(new Shape(dims)));
  }

  /** The radices of the steps: 2 if one is left beside the fours, fours, then odd primes in ascending order. Their product is the length. */
  public List<Integer> radices() {
    List<Integer> radices = new ArrayList<>();
    int left = length;
    for (; left % 4 == 0; left /= 4) {
      radices.add(4);
    }
    if (left % 2 == 0) {
      radices.add(0, 2);
      left /= 2;
    }
    for (int prime = 3; left > 1; prime += 2) {
      int odd = (long) prime * prime > left ? left : prime;
      for (; left % odd == 0 && left > 1; left /= odd) {
        radices.add(odd);
      }
    }
    return radices;
  }

  /** [length, 2]: real and imaginary parts of the numbers that a result's place and an element's are multiplied to. */
  public Tensor roots() {
    float[] roots = new float[2 * length];
    for (int i = 0; i < length; i++) {
      double angle = 2 * Math.PI * i / length;
      roots[2 * i] = (float) Math.cos(angle);
      roots[2 * i + 1] = (float) (inverse ? Math.sin(angle) : -Math.sin(angle));
    }
    return Tensor.f32(Shape.of(length, 2), roots);
  }

  /** The factor of the results. */
  public float scale() {
    return inverse ? (float) (1.0 / length) : 1;
  }

  /** Whether the input is the first half of a symmetric spectrum. */
  public boolean isMirrored() {
    return inverse && halved;
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(FourierReference.evaluate(this, inputs.get(0), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return FourierCall.of(this, node, lowering);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.FLOAT_ONLY;
  }

  /** A row before and after a step. */
  @Override
  public int scratchBytes(Node node) {
    return Math.multiplyExact(2 * NUMBER_BYTES, length);
  }
}
