package org.modelc.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.modelc.arithmetic.IntegerRange;
import org.modelc.arithmetic.Quantisation;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.c.PadCall;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.Movement;

/**
 * Surrounds a tensor with a constant. One input, one output, any element type.
 *
 * @param begins elements added before the first of each axis, at least 0
 * @param ends elements added after the last of each axis, at least 0
 * @param value a real number where the type is quantised (the nearest integer stands for it), else the element itself
 */
public record Pad(List<Integer> begins, List<Integer> ends, float value) implements Op {
  public Pad {
    begins = List.copyOf(begins);
    ends = List.copyOf(ends);
    if (begins.stream().anyMatch(pad -> pad < 0) || ends.stream().anyMatch(pad -> pad < 0)) {
      throw new OpException(Code.E203, "pads " + begins + " and " + ends + " must not be negative");
    }
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 1);
    TensorType input = inputs.get(0);
    Operands.requireOneScale(input);
    Operands.requirePerAxis(begins, input.shape(), "pads");
    Operands.requirePerAxis(ends, input.shape(), "pads");
    List<Integer> dims = new ArrayList<>();
    for (int axis = 0; axis < input.shape().rank(); axis++) {
      dims.add(Math.addExact(input.shape().dim(axis), Math.addExact(begins.get(axis), ends.get(axis))));
    }
    return List.of(input.withShape(new Shape(dims)));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(Movement.pad(this, inputs.get(0), outputs.get(0)));
  }

  /** A tensor of {@code type} that holds nothing but the padding. */
  public Tensor filled(TensorType type) {
    if (type.dtype().isFloat()) {
      float[] floats = new float[type.elements()];
      Arrays.fill(floats, value);
      return Tensor.of(type, floats);
    }
    long[] integers = new long[type.elements()];
    Arrays.fill(integers, stored(type));
    return Tensor.ofIntegers(type, integers);
  }

  private long stored(TensorType type) {
    if (!type.isQuantised()) {
      return IntegerRange.of(type.dtype()).saturate((double) value);
    }
    Quant quant = type.requireQuant();
    return Quantisation.of(type.dtype(), quant.scale(), quant.zeroPoint()).quantise((double) value);
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return PadCall.of(this, node, lowering);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.SAME_AS_INPUT;
  }
}
