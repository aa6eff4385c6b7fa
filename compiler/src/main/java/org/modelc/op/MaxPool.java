package org.modelc.op;

import java.util.List;
import java.util.Optional;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.c.MaxPoolCall;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.MaxPoolReference;

/**
 * Largest element under a window. Input: x [N,H,W,C] of F32, S8 or S16; output [N,H',W',C] of the same type and quantisation.
 *
 * <p>Padding never wins: a window must reach at least one element. Of equal elements the first counts; a NaN counts only where it is the
 * window's first element.
 */
public record MaxPool(Window window) implements Op {

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 1);
    TensorType input = inputs.get(0);
    Operands.requireOrdered(input, "input");
    if (input.dtype() != DType.F32 && input.dtype() != DType.S8 && input.dtype() != DType.S16) {
      throw new OpException(Code.E205, "input: f32, s8 or s16 is needed, not " + input);
    }
    Operands.requireRank(input.shape(), 4, "input");
    window.requireElementEverywhere(input.shape());
    Shape shape = input.shape();
    return List.of(input.withShape(Shape.of(shape.dim(0), window.outputHeight(shape), window.outputWidth(shape), shape.dim(3))));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(MaxPoolReference.evaluate(window, inputs.get(0), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return MaxPoolCall.of(this, node);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.SAME_AS_INPUT;
  }

  @Override
  public Optional<Window> rowWindow(Node node) {
    return window.rowsOf(node);
  }

  @Override
  public MaxPool forRows(int padTop, int padBottom) {
    return new MaxPool(window.withRowPads(padTop, padBottom));
  }
}
