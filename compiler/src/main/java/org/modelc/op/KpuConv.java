package org.modelc.op;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.KpuConvCall;
import org.modelc.c.Lowering;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.KpuReference;

/**
 * One layer of the K210's KPU: a 1x1 or padded 3x3 convolution with stride 1, normalisation by channel, an activation by table and a pool, in the KPU's
 * own arithmetic ({@code docs/k210.md}).
 *
 * <p>Inputs: one or two activations U8 [1,H,W,C] in AI SRAM, two being adjacent there and read as one tensor of all their channels; weights U8
 * [O,k,k,C] (depthwise: [C,k,k,1]); normalisation words S64 [O]; activation table S64 [18]. Output U8 [1,H',W',O] in AI SRAM.
 *
 * @param padValue 0 to 255, what lies outside the image of a 3x3 layer
 * @param argX multiplies the sum of a window's inputs, 24 bits
 * @param argW multiplies the sum of a filter's weights, 24 bits
 * @param argAdd is added once for each input channel that a filter reads
 */
public record KpuConv(boolean depthwise, KpuPool pool, int padValue, int argX, int argW, int argAdd) implements Op {
  public static final int TABLE_WORDS = 18;

  private static final int CONSTANTS = 3;

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    int activations = inputs.size() - CONSTANTS;
    if (activations != 1 && activations != 2) {
      throw new OpException(Code.E203, "has " + inputs.size() + " inputs, needs 4 or 5");
    }
    inputs.subList(0, activations + 1).forEach(KpuConv::requireBytes);
    Shape first = inputs.get(0).shape();
    Shape joined = first.withDim(3, inputs.subList(0, activations).stream().mapToInt(type -> type.shape().dim(3)).sum());
    Shape weights = inputs.get(activations).shape();
    requireFilters(joined, weights);
    Operands.requireShape(inputs.get(activations + 1).shape(), Shape.of(weights.dim(0)), "normalisation");
    Operands.requireShape(inputs.get(activations + 2).shape(), Shape.of(TABLE_WORDS), "activation table");
    return List.of(TensorType.of(DType.U8, Shape.of(1, pool.output(first.dim(1)), pool.output(first.dim(2)), weights.dim(0))));
  }

  private static void requireBytes(TensorType type) {
    Operands.requireRank(type.shape(), 4, "activations and weights");
    if (type.dtype() != DType.U8) {
      throw new OpException(Code.E205, "u8 is needed, not " + type);
    }
  }

  private void requireFilters(Shape input, Shape weights) {
    int channels = depthwise ? 1 : input.dim(3);
    boolean square = weights.dim(1) == weights.dim(2) && (weights.dim(1) == 1 || weights.dim(1) == 3);
    if (!square || weights.dim(3) != channels || depthwise && weights.dim(0) != input.dim(3)) {
      throw new OpException(Code.E204, "weights " + weights + " (OHWI) do not fit activations " + input + " (NHWC)");
    }
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(KpuReference.evaluate(this, inputs, outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return KpuConvCall.of(this, node, lowering);
  }

  /** The activations among a node's inputs. */
  public static <T> List<T> activations(List<T> inputs) {
    return inputs.subList(0, inputs.size() - CONSTANTS);
  }

  public static <T> T weights(List<T> inputs) {
    return inputs.get(inputs.size() - CONSTANTS);
  }

  public static <T> T normalisation(List<T> inputs) {
    return inputs.get(inputs.size() - CONSTANTS + 1);
  }

  public static <T> T table(List<T> inputs) {
    return inputs.get(inputs.size() - CONSTANTS + 2);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.OBSERVED;
  }

  @Override
  public boolean isInAiSram() {
    return true;
  }

  @Override
  public long macs(Node node) {
    Shape input = node.input(0).shape();
    Shape weights = weights(node.inputs()).shape();
    return (long) input.dim(1) * input.dim(2) * weights.elements();
  }
}
