package org.modelc.reference;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.modelc.arithmetic.Requantisation;
import org.modelc.ir.DType;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Clamp;
import org.modelc.op.Scan;

/** Reference semantics of {@link Scan}: floats are rounded after each step, integers wrap around, quantised sums are exact until they are requantised. */
public final class ScanReference {
  private ScanReference() {}

  public static Tensor evaluate(Scan scan, Tensor input, TensorType outputType) {
    return outputType.isQuantised() ? quantised(scan, input, outputType) : plain(scan, input, outputType);
  }

  private static Tensor quantised(Scan scan, Tensor input, TensorType outputType) {
    TensorType exact = TensorType.of(DType.S64, input.shape());
    Tensor sums = plain(scan, Tensor.of(exact, IntStream.of(Centred.of(input)).asLongStream().toArray()), exact);
    Requantisation scaling = Requantisation.ofMean(input.type().requireQuant(), outputType.requireQuant(), 1);
    OutputStage stage = OutputStage.of(outputType, Clamp.NONE);
    return Tensor.ofIntegers(outputType, LongStream.of(sums.longs()).map(sum -> stage.apply(scaling.apply((int) sum))).toArray());
  }

  private static Tensor plain(Scan scan, Tensor input, TensorType outputType) {
    Tensor output = Tensor.zeros(outputType);
    int length = input.shape().dim(scan.axis());
    int inner = input.shape().product(scan.axis() + 1, input.shape().rank());
    int rows = length == 0 ? 0 : input.elements() / length;
    for (int row = 0; row < rows; row++) {
      int first = row / inner * length * inner + row % inner;
      if (scan.reverse()) {
        run(scan, input, output, first + (length - 1) * inner, -inner, length);
      } else {
        run(scan, input, output, first, inner, length);
      }
    }
    return output;
  }

  private static void run(Scan scan, Tensor input, Tensor output, int first, int step, int length) {
    boolean sum = scan.kind() == Scan.Kind.SUM;
    float real = sum ? 0 : 1;
    long integer = sum ? 0 : 1;
    for (int i = 0; i < length; i++) {
      int place = first + i * step;
      if (outputIsFloat(output)) {
        float next = sum ? real + input.floats()[place] : real * input.floats()[place];
        output.floats()[place] = scan.exclusive() ? real : next;
        real = next;
      } else {
        long next = sum ? integer + input.longs()[place] : integer * input.longs()[place];
        output.longs()[place] = scan.exclusive() ? integer : next;
        integer = next;
      }
    }
  }

  private static boolean outputIsFloat(Tensor output) {
    return output.type().dtype().isFloat();
  }
}
