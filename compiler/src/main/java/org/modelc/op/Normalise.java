package org.modelc.op;

import java.util.List;
import java.util.TreeSet;
import org.modelc.arithmetic.NormaliseScaling;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.c.NormaliseF32Call;
import org.modelc.c.NormaliseS8Call;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.NormaliseReference;

/**
 * {@code (x - mean) / sqrt(mean((x - mean)^2) + epsilon) * scale + bias} over successive axes, or the same without the mean. Inputs: x F32 or
 * quantised S8 of any shape; constants scale and bias F32 of one shape, x's rank, each axis as long as x's or 1; output: x's shape.
 *
 * @param axes over which means go; ascending, each the successor of the one before
 * @param epsilon not negative
 * @param centred whether the mean is subtracted (layer and instance normalisation) or not (RMS normalisation)
 */
public record Normalise(List<Integer> axes, float epsilon, boolean centred) implements Op {
  public static final int SCALE = 1;
  public static final int BIAS = 2;

  public Normalise {
    axes = List.copyOf(new TreeSet<>(axes));
  }

  /**
   * Which scale and bias an element has: of all {@code count} those with the number {@code element / block % count}.
   *
   * @param block successive elements that share them
   */
  public record Parameters(int block, int count) {
    /** The number of the scale for element {@code element} of x. */
    public int index(int element) {
      return element / block % count;
    }
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 3);
    TensorType x = inputs.get(0);
    Operands.requireRealOrByte(x, "input");
    requireSuccessiveAxes(x.shape());
    Shape scale = inputs.get(SCALE).shape();
    Operands.requireShape(inputs.get(BIAS).shape(), scale, "bias");
    if (inputs.get(SCALE).dtype() != DType.F32 || inputs.get(BIAS).dtype() != DType.F32) {
      throw new OpException(Code.E205, "scale and bias are " + inputs.subList(SCALE, BIAS + 1) + "; f32 is needed");
    }
    if (!fit(x.shape(), scale)) {
      throw new OpException(Code.E204, "scales of shape " + scale + " do not fit an input of shape " + x.shape());
    }
    return List.of(TensorType.of(x.dtype(), x.shape()));
  }

  private void requireSuccessiveAxes(Shape x) {
    axes.forEach(axis -> Operands.requireAxis(axis, x));
    if (axes.isEmpty() || axes.get(axes.size() - 1) - axes.get(0) != axes.size() - 1) {
      throw new OpException(Code.E203, "axes " + axes + " do not follow each other");
    }
    if (x.elements() == 0) {
      throw new OpException(Code.E204, "input has shape " + x + ", without elements");
    }
  }

  /** Whether {@code scale} has one number for each element of successive axes of {@code x}. */
  private static boolean fit(Shape x, Shape scale) {
    return scale.rank() == x.rank() && scale.elements() == range(x, scale).count();
  }

  /** How scales of shape {@code scale} belong to the elements of {@code x}. */
  public static Parameters parameters(Shape x, Shape scale) {
    return range(x, scale);
  }

  private static Parameters range(Shape x, Shape scale) {
    int first = 0;
    int end = x.rank();
    while (first < end && scale.dim(first) == 1) {
      first++;
    }
    while (end > first && scale.dim(end - 1) == 1) {
      end--;
    }
    return new Parameters(x.product(end, x.rank()), x.product(first, end));
  }

  /** How many elements a mean is of. */
  public int length(Shape x) {
    return x.product(axes.get(0), axes.get(axes.size() - 1) + 1);
  }

  /** How far apart these elements are. */
  public int stride(Shape x) {
    return x.product(axes.get(axes.size() - 1) + 1, x.rank());
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    TensorType output = outputs.get(0);
    return List.of(output.isQuantised() ? NormaliseReference.s8(this, inputs, output) : NormaliseReference.f32(this, inputs, output));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Operands.requireKernel(node.input(SCALE).isConstant() && node.input(BIAS).isConstant(), node);
    return node.output().type().isQuantised() ? NormaliseS8Call.of(this, node, lowering) : NormaliseF32Call.of(this, node, lowering);
  }

  @Override
  public void requireIntegersFit(Node node) {
    TensorType output = node.output().type();
    if (output.isQuantised()) {
      AccumulatorCheck.representable(() -> scaling(
          node.input(0).type(), node.input(SCALE).requireConstant(), node.input(BIAS).requireConstant(), output));
    }
  }

  /**
   * The integer arithmetic over S8.
   *
   * @throws ArithmeticException if the scales or the length do not fit it
   */
  public NormaliseScaling scaling(TensorType x, Tensor scale, Tensor bias, TensorType output) {
    return NormaliseScaling.of(x.requireQuant(), epsilon, length(x.shape()), scale.floats(), bias.floats(), output.requireQuant());
  }

  @Override
  public boolean isParameter(int index) {
    return index == SCALE || index == BIAS;
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.OBSERVED;
  }

  @Override
  public List<Integer> inPlaceInputs(Node node) {
    return List.of(0);
  }
}
