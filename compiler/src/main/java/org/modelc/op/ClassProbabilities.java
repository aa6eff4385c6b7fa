package org.modelc.op;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.ClassProbabilitiesCall;
import org.modelc.c.Lowering;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.ClassProbabilitiesReference;

/**
 * Probabilities of classes that agree best with those of pairs (Wu, Lin and Weng, "Probability estimates for multi-class classification by
 * pairwise coupling", 2004, second method), as support vector machines make them. Input F32 [N, classes (classes - 1) / 2]: for each pair i &lt; j
 * (j running faster) the probability of i if it is i or j; output F32 [N, classes].
 */
public record ClassProbabilities(int classes) implements Op {
  private static final int STEPS = 100;
  private static final float TOLERANCE = 0.005f;

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 1);
    Operands.requireRank(inputs.get(0).shape(), 2, "probabilities");
    int rows = inputs.get(0).shape().dim(0);
    if (inputs.get(0).dtype() != DType.F32 || classes < 2) {
      throw new OpException(Code.E205, "input is " + inputs.get(0) + " for " + classes + " classes; f32 and two or more are needed");
    }
    Operands.requireShape(inputs.get(0).shape(), Shape.of(rows, Math.multiplyExact(classes, classes - 1) / 2), "input");
    return List.of(TensorType.f32(Shape.of(rows, classes)));
  }

  /** The most steps towards the result. */
  public int steps() {
    return Math.max(STEPS, classes);
  }

  /** Below which differences within the gradient end the search. */
  public float tolerance() {
    return TOLERANCE / classes;
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(ClassProbabilitiesReference.evaluate(this, inputs.get(0), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return ClassProbabilitiesCall.of(this, node);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.FLOAT_ONLY;
  }

  /** The quadratic form and its gradient. */
  @Override
  public int scratchBytes(Node node) {
    return Math.multiplyExact(Math.multiplyExact(classes, classes + 1), DType.F32.bytes());
  }
}
