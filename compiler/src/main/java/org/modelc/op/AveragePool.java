package org.modelc.op;

import java.util.List;
import java.util.stream.IntStream;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.AveragePoolReference;

/**
 * Mean of the elements under a window. Input: x [N,H,W,C] of F32 or quantised S8; output [N,H',W',C].
 *
 * @param window its bottom and right padding include the rows and columns that ceil mode adds
 * @param countIncludePad whether padding counts, as elements that are 0; otherwise the mean is over the elements inside the input only
 * @param ceilBottom how many rows of the bottom padding never count
 * @param ceilRight how many columns of the right padding never count
 */
public record AveragePool(Window window, boolean countIncludePad, int ceilBottom, int ceilRight) implements Op {
  public AveragePool {
    if (ceilBottom < 0 || ceilBottom > window.padBottom() || ceilRight < 0 || ceilRight > window.padRight()) {
      throw new OpException(Code.E203, "ceil mode adds " + ceilBottom + "x" + ceilRight + " elements, which the padding does not hold");
    }
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 1);
    TensorType input = inputs.get(0);
    Operands.requireReal(input, "input");
    Shape shape = input.shape();
    Operands.requireRank(shape, 4, "input");
    window.requireElementEverywhere(shape);
    Shape output = Shape.of(shape.dim(0), window.outputHeight(shape), window.outputWidth(shape), shape.dim(3));
    return List.of(TensorType.of(input.dtype(), output));
  }

  /**
   * How many taps of the window count.
   *
   * @param top row of the window's first tap in the input, negative in the padding
   * @param left column of the first tap
   */
  public int count(Shape input, int top, int left) {
    int rows = countIncludePad
        ? taps(top, window.kernelHeight(), window.dilationHeight(), -window.padTop(), input.dim(1) + window.padBottom() - ceilBottom)
        : taps(top, window.kernelHeight(), window.dilationHeight(), 0, input.dim(1));
    int columns = countIncludePad
        ? taps(left, window.kernelWidth(), window.dilationWidth(), -window.padLeft(), input.dim(2) + window.padRight() - ceilRight)
        : taps(left, window.kernelWidth(), window.dilationWidth(), 0, input.dim(2));
    return rows * columns;
  }

  /** Taps from {@code low} (inclusive) to {@code high} (exclusive). */
  private static int taps(int first, int kernel, int dilation, int low, int high) {
    return (int) IntStream.range(0, kernel).map(tap -> first + tap * dilation).filter(at -> at >= low && at < high).count();
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    TensorType output = outputs.get(0);
    return List.of(output.isQuantised()
        ? AveragePoolReference.s8(this, inputs.get(0), output)
        : AveragePoolReference.f32(this, inputs.get(0), output));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    throw new OpException(Code.E202, "AveragePool has no C kernel");
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.OBSERVED;
  }
}
