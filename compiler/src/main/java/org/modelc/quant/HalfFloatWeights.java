package org.modelc.quant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.modelc.arithmetic.HalfFloat;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.WeightedOp;
import org.modelc.pass.Rewriter;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/** Rounds weights of float layers to numbers of 16 bits, which kernels then store so. */
public final class HalfFloatWeights {
  private HalfFloatWeights() {}

  /**
   * The graph with rounded weights.
   *
   * @param rounded the layers; others, and layers that compute with integers, stay as they are
   * @throws ProblemException E304 if a weight is beyond what 16 bits hold
   */
  public static Graph round(Graph graph, Predicate<Node> rounded) {
    return Rewriter.rewrite(graph, match -> isFloatLayer(match.node()) && rounded.test(match.node()) ? Optional.of(round(match)) : Optional.empty());
  }

  /** Whether 16 bits hold numbers as large as the layer's weights. */
  static boolean fit(Node layer) {
    for (float weight : layer.input(WeightedOp.WEIGHTS).requireConstant().toF32().floats()) {
      if (!(Math.abs(weight) <= HalfFloat.MAX)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFloatLayer(Node node) {
    return node.op() instanceof WeightedOp && node.output().type().dtype().isFloat() && node.input(WeightedOp.WEIGHTS).isConstant();
  }

  private static List<Value> round(Rewriter.Match match) {
    Value weights = match.input(WeightedOp.WEIGHTS);
    List<Value> inputs = new ArrayList<>(match.inputs());
    inputs.set(WeightedOp.WEIGHTS, match.out().constant(weights.name(), nearest(match.node().name(), weights.requireConstant().toF32())));
    return match.out().addTyped(match.node().name(), match.node().op(), inputs, match.outputNames(), match.node().outputTypes());
  }

  private static Tensor nearest(String node, Tensor weights) {
    float[] rounded = new float[weights.elements()];
    for (int i = 0; i < rounded.length; i++) {
      float weight = weights.floats()[i];
      if (!(Math.abs(weight) <= HalfFloat.MAX)) {
        throw new ProblemException(
            Code.E304, "node \"" + node + "\"", "A weight is " + weight + ", beyond the " + (int) HalfFloat.MAX + " that 16-bit floats hold.",
            "Keep 32-bit floats (--dtype f32).");
      }
      rounded[i] = HalfFloat.nearest(weight);
    }
    return Tensor.f32(weights.shape(), rounded);
  }
}
