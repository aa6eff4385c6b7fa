package org.modelc.op;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.modelc.arithmetic.AccumulatorRange;
import org.modelc.arithmetic.AccumulatorScaling;
import org.modelc.arithmetic.Requantisation;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.c.ReduceSelectCall;
import org.modelc.c.ReduceSumF32Call;
import org.modelc.c.ReduceSumS8Call;
import org.modelc.c.ReductionGeometry;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.ReduceReference;

/**
 * Mean, sum, product, largest or smallest element along axes. Input: x of any shape; output: x's shape with the axes 1 ({@code keepDims}) or left
 * out.
 *
 * <p>Element types: MEAN and SUM take F32 and quantised S8 and S16, SUM also S32 and S64, PROD only F32; MAX and MIN take all types but BOOL and pass the
 * quantisation on.
 *
 * @param axes non-negative, ascending, without repetition, not empty
 */
public record Reduce(Kind kind, List<Integer> axes, boolean keepDims) implements Op {
  /** What is computed of the elements. */
  public enum Kind {
    MEAN,
    SUM,
    MAX,
    MIN,
    PROD;

    /** Whether the result is one of the elements. */
    public boolean selects() {
      return this == MAX || this == MIN;
    }
  }

  public Reduce {
    axes = List.copyOf(new TreeSet<>(axes));
    if (axes.isEmpty() || axes.get(0) < 0) {
      throw new OpException(Code.E203, "axes " + axes + " are empty or negative");
    }
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 1);
    TensorType input = inputs.get(0);
    requireElements(input);
    if (axes.get(axes.size() - 1) >= input.shape().rank()) {
      throw new OpException(Code.E203, "axes " + axes + " exceed the input's shape " + input.shape());
    }
    if (input.shape().elements() == 0) {
      throw new OpException(Code.E204, "input has shape " + input.shape() + ", without elements");
    }
    if (!ReductionGeometry.of(input.shape(), axes).isSupported()) {
      throw new OpException(Code.E203, "axes " + axes + " of shape " + input.shape() + " are more than 3 groups of neighbours");
    }
    Shape shape = resultShape(input.shape(), axes, keepDims);
    return List.of(kind.selects() ? input.withShape(shape) : TensorType.of(input.dtype(), shape));
  }

  private void requireElements(TensorType input) {
    boolean integers = !input.isQuantised() && (input.dtype() == DType.S32 || input.dtype() == DType.S64);
    if (kind == Kind.PROD && input.dtype() != DType.F32) {
      throw new OpException(Code.E205, "input: f32 is needed, not " + input);
    }
    if (kind.selects()) {
      Operands.requireOrdered(input, "input");
    } else if (kind != Kind.SUM || !integers) {
      Operands.requireReal(input, "input");
    }
  }

  /** The shape of what is left of {@code input}. */
  public static Shape resultShape(Shape input, List<Integer> axes, boolean keepDims) {
    List<Integer> dims = new ArrayList<>();
    for (int axis = 0; axis < input.rank(); axis++) {
      if (!axes.contains(axis)) {
        dims.add(input.dim(axis));
      } else if (keepDims) {
        dims.add(1);
      }
    }
    return new Shape(dims);
  }

  /** How many elements of an input of this shape go into one of the result. */
  public int count(Shape input) {
    return axes.stream().mapToInt(input::dim).reduce(1, Math::multiplyExact);
  }

  /** What the sum is divided by: the count for MEAN, 1 for SUM. */
  public int divisor(Shape input) {
    return kind == Kind.MEAN ? count(input) : 1;
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(ReduceReference.evaluate(this, inputs.get(0), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    TensorType type = node.input(0).type();
    if (type.dtype() != DType.F32 && type.dtype() != DType.S8 && type.dtype() != DType.S16) {
      throw new OpException(Code.E205, "input: f32, s8 or s16 is needed, not " + type);
    }
    if (kind.selects() || kind == Kind.PROD) {
      return ReduceSelectCall.of(this, node);
    }
    return node.output().type().isQuantised() ? ReduceSumS8Call.of("modelc_reduce_sum_" + type.dtype().text(), this, node) : ReduceSumF32Call.of(this, node);
  }

  @Override
  public void requireIntegersFit(Node node) {
    if (!kind.selects() && node.output().type().isQuantised()) {
      Quant input = node.input(0).type().requireQuant();
      Quant output = node.output().type().requireQuant();
      AccumulatorCheck.require(
          AccumulatorRange.ofSum(count(node.input(0).shape()), node.input(0).type()),
          () -> AccumulatorScaling.of(Requantisation.ofMean(input, output, divisor(node.input(0).shape()))));
    }
  }

  @Override
  public QuantRule quantRule() {
    return kind == Kind.PROD ? QuantRule.FLOAT_ONLY : kind.selects() ? QuantRule.SAME_AS_INPUT : QuantRule.OBSERVED;
  }
}
