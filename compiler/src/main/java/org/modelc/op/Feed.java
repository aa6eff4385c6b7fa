package org.modelc.op;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.c.MoveCall;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;

/**
 * Takes over a model input that the caller hands over in parts of some rows, so that no whole input need exist. One input [1,H,W,C] of any
 * element type; the output equals it.
 */
public record Feed() implements Op {
  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 1);
    return List.of(inputs.get(0));
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(inputs.get(0));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Shape shape = node.output().shape();
    return MoveCall.of(new Slice(Collections.nCopies(shape.rank(), 0), Collections.nCopies(shape.rank(), 1), shape), node);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.SAME_AS_INPUT;
  }

  @Override
  public Optional<Window> rowWindow(Node node) {
    return Elementwise.rowWindow(node);
  }
}
