package org.modelc.op;

import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.arithmetic.AccumulatorRange;
import org.modelc.arithmetic.AccumulatorScaling;
import org.modelc.arithmetic.Requantisation;
import org.modelc.c.AveragePoolF32Call;
import org.modelc.c.AveragePoolS8Call;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.AveragePoolReference;

/**
 * Mean of the elements under a window. Input: x [N,H,W,C] of F32 or quantised S8 or S16; output [N,H',W',C].
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
    return countedRows(input, top) * countedColumns(input, left);
  }

  /** Smallest and largest count over all places of the window. */
  public IntSummaryStatistics counts(Shape input) {
    IntSummaryStatistics rows = IntStream.range(0, window.outputHeight(input))
        .map(y -> countedRows(input, y * window.strideHeight() - window.padTop()))
        .summaryStatistics();
    IntSummaryStatistics columns = IntStream.range(0, window.outputWidth(input))
        .map(x -> countedColumns(input, x * window.strideWidth() - window.padLeft()))
        .summaryStatistics();
    return IntStream.of(rows.getMin() * columns.getMin(), rows.getMax() * columns.getMax()).summaryStatistics();
  }

  /** First row that counts, relative to the input. */
  public int countedTop() {
    return countIncludePad ? -window.padTop() : 0;
  }

  /** First row beyond those that count. */
  public int countedBottom(Shape input) {
    return input.dim(1) + (countIncludePad ? window.padBottom() - ceilBottom : 0);
  }

  /** First column that counts, relative to the input. */
  public int countedLeft() {
    return countIncludePad ? -window.padLeft() : 0;
  }

  /** First column beyond those that count. */
  public int countedRight(Shape input) {
    return input.dim(2) + (countIncludePad ? window.padRight() - ceilRight : 0);
  }

  private int countedRows(Shape input, int top) {
    return taps(top, window.kernelHeight(), window.dilationHeight(), countedTop(), countedBottom(input));
  }

  private int countedColumns(Shape input, int left) {
    return taps(left, window.kernelWidth(), window.dilationWidth(), countedLeft(), countedRight(input));
  }

  /** Taps from {@code low} (inclusive) to {@code high} (exclusive). */
  private static int taps(int first, int kernel, int dilation, int low, int high) {
    return (int) IntStream.range(0, kernel).map(tap -> first + tap * dilation).filter(at -> at >= low && at < high).count();
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    TensorType output = outputs.get(0);
    return List.of(output.isQuantised()
        ? AveragePoolReference.integers(this, inputs.get(0), output)
        : AveragePoolReference.f32(this, inputs.get(0), output));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return node.output().type().isQuantised() ? AveragePoolS8Call.of(this, node, lowering) : AveragePoolF32Call.of(this, node);
  }

  @Override
  public void requireIntegersFit(Node node) {
    if (node.output().type().isQuantised()) {
      Quant input = node.input(0).type().requireQuant();
      Quant output = node.output().type().requireQuant();
      IntSummaryStatistics counts = counts(node.input(0).shape());
      for (int count : List.of(counts.getMin(), counts.getMax())) {
        AccumulatorCheck.require(
            AccumulatorRange.ofSum(count, node.input(0).type()), () -> AccumulatorScaling.of(Requantisation.ofMean(input, output, count)));
      }
    }
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.OBSERVED;
  }

  @Override
  public Optional<Window> rowWindow(Node node) {
    return window.rowsOf(node);
  }

  @Override
  public AveragePool forRows(int padTop, int padBottom) {
    int countedBelow = window.padBottom() - ceilBottom;
    return new AveragePool(window.withRowPads(padTop, padBottom), countIncludePad, Math.max(0, padBottom - countedBelow), ceilRight);
  }
}
