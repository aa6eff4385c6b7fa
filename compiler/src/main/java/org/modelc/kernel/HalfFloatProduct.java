package org.modelc.kernel;

import java.util.List;
import org.modelc.arithmetic.HalfFloat;
import org.modelc.c.Call;
import org.modelc.c.ConstArray;
import org.modelc.c.ConvF16Call;
import org.modelc.c.DenseF16Call;
import org.modelc.c.Lowering;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Conv;
import org.modelc.op.Dense;
import org.modelc.op.WeightedOp;
import org.modelc.reference.Transposition;
import org.modelc.target.Target;

/** Float convolution or matrix product whose weights are all numbers of 16 bits, and stored so. It runs on every target. */
final class HalfFloatProduct implements Kernel {
  /** Floats of scratch memory that a block of filters may take, if it is more than one. */
  private static final int BLOCK_FLOATS = 512;

  private static final int MOST_FILTERS = 8;

  private static final double INSTRUCTIONS_TO_WIDEN = 9;

  @Override
  public boolean accepts(Node node, Target target) {
    return node.op() instanceof WeightedOp
        && node.output().type().dtype().isFloat()
        && node.input(WeightedOp.WEIGHTS).constant().filter(HalfFloatProduct::isOfHalves).isPresent();
  }

  private static boolean isOfHalves(Tensor weights) {
    for (float weight : weights.toF32().floats()) {
      if (!HalfFloat.holds(weight)) {
        return false;
      }
    }
    return true;
  }

  /** Bytes of flash that the weights take less than as floats. */
  @Override
  public int savedBytes(Node node) {
    return node.input(WeightedOp.WEIGHTS).type().elements() * Short.BYTES;
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    Tensor weights = node.input(WeightedOp.WEIGHTS).requireConstant().toF32();
    if (node.op() instanceof Dense dense) {
      return DenseF16Call.of(dense, node, halves(weights, lowering), lowering);
    }
    Conv conv = (Conv) node.op();
    return isDepthwise(node)
        ? ConvF16Call.of("modelc_depthwise_conv_f16", conv, node, 0, halves(Transposition.apply(weights, List.of(3, 1, 2, 0)), lowering), lowering)
        : ConvF16Call.of("modelc_conv_f16", conv, node, block(node), halves(weights, lowering), lowering);
  }

  private static boolean isDepthwise(Node node) {
    return node.op() instanceof Conv conv && conv.isDepthwise(node.input(WeightedOp.ACTIVATIONS).shape());
  }

  private static ConstArray halves(Tensor weights, Lowering lowering) {
    short[] bits = new short[weights.elements()];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = HalfFloat.bits(weights.floats()[i]);
    }
    return lowering.array("weights", Tensor.of(TensorType.of(DType.U16, weights.shape()), bits));
  }

  /** Filters that share the walk over the places. */
  private static int block(Node node) {
    int outputs = node.input(WeightedOp.WEIGHTS).shape().dim(0) / ((Conv) node.op()).groups();
    return Math.max(1, Math.min(Math.min(MOST_FILTERS, outputs), BLOCK_FLOATS / filter(node)));
  }

  private static int filter(Node node) {
    return node.input(WeightedOp.WEIGHTS).shape().product(1, 4);
  }

  /** The floats of a block of a convolution's filters. */
  @Override
  public int scratchBytes(Node node) {
    return node.op() instanceof Conv && !isDepthwise(node) ? block(node) * filter(node) * Float.BYTES : 0;
  }

  @Override
  public long fixedInstructions(Node node) {
    long widened = scratchBytes(node) == 0 ? 0 : node.input(WeightedOp.WEIGHTS).type().elements();
    return FIXED_INSTRUCTIONS + (long) (INSTRUCTIONS_TO_WIDEN * widened);
  }
}
