package org.modelc.reference;

import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.MatMul;

/** Reference semantics of {@link MatMul}: sums from 0 in order, each operation rounded to float. */
public final class MatMulReference {
  private MatMulReference() {}

  public static Tensor evaluate(Tensor a, Tensor b, TensorType outputType) {
    Shape shape = outputType.shape();
    int rows = shape.dim(-2);
    int columns = shape.dim(-1);
    int inner = a.shape().dim(-1);
    Pairs batches = Pairs.of(MatMul.batch(a.shape()), MatMul.batch(b.shape()), MatMul.batch(shape));
    float[] left = a.toF32().floats();
    float[] right = b.toF32().floats();
    float[] results = new float[shape.elements()];
    for (int i = 0; i < results.length; i++) {
      int batch = i / (rows * columns);
      int row = batches.a(batch) * rows + i / columns % rows;
      int first = batches.b(batch) * inner * columns + i % columns;
      float sum = 0;
      for (int k = 0; k < inner; k++) {
        sum += left[row * inner + k] * right[first + k * columns];
      }
      results[i] = sum;
    }
    return Tensor.of(outputType, results);
  }
}
