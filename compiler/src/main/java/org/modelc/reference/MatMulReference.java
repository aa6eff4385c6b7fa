package org.modelc.reference;

import org.modelc.arithmetic.Requantisation;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Clamp;
import org.modelc.op.MatMul;

/** Reference semantics of {@link MatMul}. */
public final class MatMulReference {
  private MatMulReference() {}

  /** Sums from 0 in order, each operation rounded to float. */
  public static Tensor f32(Tensor a, Tensor b, TensorType outputType) {
    Factors factors = Factors.of(a, b, outputType.shape());
    float[] left = a.toF32().floats();
    float[] right = b.toF32().floats();
    float[] results = new float[outputType.elements()];
    for (int i = 0; i < results.length; i++) {
      float sum = 0;
      for (int k = 0; k < factors.inner; k++) {
        sum += left[factors.left(i, k)] * right[factors.right(i, k)];
      }
      results[i] = sum;
    }
    return Tensor.of(outputType, results);
  }

  /** Exact sums of the products of elements less their zero points, requantised once. */
  public static Tensor s8(Tensor a, Tensor b, TensorType outputType) {
    Factors factors = Factors.of(a, b, outputType.shape());
    Requantisation scaling = Requantisation.ofProduct(a.type().requireQuant(), b.type().requireQuant(), outputType.requireQuant());
    OutputStage stage = OutputStage.of(outputType, Clamp.NONE);
    int[] left = Centred.of(a);
    int[] right = Centred.of(b);
    byte[] results = new byte[outputType.elements()];
    for (int i = 0; i < results.length; i++) {
      int sum = 0;
      for (int k = 0; k < factors.inner; k++) {
        sum += left[factors.left(i, k)] * right[factors.right(i, k)];
      }
      results[i] = (byte) stage.apply(scaling.apply(sum));
    }
    return Tensor.of(outputType, results);
  }

  /** Where the factors of each element of the product stand. */
  private record Factors(Pairs batches, int rows, int inner, int columns) {
    static Factors of(Tensor a, Tensor b, Shape output) {
      Pairs batches = Pairs.of(MatMul.batch(a.shape()), MatMul.batch(b.shape()), MatMul.batch(output));
      return new Factors(batches, output.dim(-2), a.shape().dim(-1), output.dim(-1));
    }

    int left(int element, int k) {
      return (batches.a(element / (rows * columns)) * rows + element / columns % rows) * inner + k;
    }

    int right(int element, int k) {
      return (batches.b(element / (rows * columns)) * inner + k) * columns + element % columns;
    }
  }
}
