package org.modelc.kpu;

import java.util.Locale;
import java.util.Optional;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Dense;
import org.modelc.op.KpuPatches;
import org.modelc.op.WeightedOp;

/**
 * A matrix product as a convolution at one place: a 3x3 one over elements that lie as {@link KpuPatches} arranges them, eight to a channel, or a 1x1 one
 * where each element is a channel already.
 */
final class KpuDense {
  private static final int KERNEL = 3;

  private KpuDense() {}

  /** Why the KPU cannot compute a matrix product, or should not; empty if it does. */
  static Optional<String> refusal(Node node) {
    return storage(node).or(() -> limits(node)).or(() -> cost(node)).or(() -> scaling(node));
  }

  private static Optional<String> storage(Node node) {
    TensorType input = node.input(WeightedOp.ACTIVATIONS).type();
    boolean constants = node.input(WeightedOp.WEIGHTS).isConstant() && node.input(WeightedOp.BIAS).isConstant();
    boolean integers = isVector(input) && isVector(node.output().type()) && node.input(WeightedOp.WEIGHTS).type().dtype() == DType.S8;
    return KpuConvolution.when(!integers || !constants, "its data are not 8-bit integers with constant weights")
        .or(() -> KpuConvolution.when(input.elements() != input.shape().dim(-1), "its input has several rows"));
  }

  private static boolean isVector(TensorType type) {
    return type.dtype() == DType.S8 && type.quant().filter(Quant::isPerTensor).isPresent();
  }

  private static Optional<String> limits(Node node) {
    Shape image = KpuPatches.image(inputs(node));
    return KpuLimits.refusal(image).or(() -> KpuLimits.refusal(image.withDim(3, outputs(node))));
  }

  private static Optional<String> cost(Node node) {
    long onKpu = KpuCycles.ofDense(inputs(node), outputs(node));
    long onCpu = KpuCycles.ofDenseOnCpu(inputs(node), outputs(node));
    return KpuConvolution.when(onKpu > onCpu, String.format(
        Locale.ROOT, "it is predicted to take the KPU %,d cycles with moves and loads of weights, the CPU %,d instructions", onKpu, onCpu));
  }

  private static Optional<String> scaling(Node node) {
    return KpuConvolution.when(
        KpuScaling.of(filters(node, weights(node)).wanted()).isEmpty(), "its scales do not fit the KPU's normalisation");
  }

  private static int inputs(Node node) {
    return weights(node).shape().dim(1);
  }

  private static int outputs(Node node) {
    return weights(node).shape().dim(0);
  }

  private static Tensor weights(Node node) {
    return node.input(WeightedOp.WEIGHTS).requireConstant();
  }

  private static KpuFilters filters(Node node, Tensor weights) {
    Quant output = node.output().type().requireQuant();
    Dense dense = (Dense) node.op();
    return KpuFilters.ofConvolution(
        weights,
        node.input(WeightedOp.BIAS).requireConstant(),
        node.input(WeightedOp.ACTIVATIONS).type().requireQuant(),
        output,
        dense.clamp().quantisedMin(DType.S8, output),
        dense.clamp().quantisedMax(DType.S8, output));
  }

  /** The 1x1 filters for an input each of whose elements is a channel. */
  static KpuFilters pointwise(Node node) {
    Tensor weights = weights(node);
    TensorType type = weights.type();
    return filters(node, Tensor.of(
        TensorType.quantised(DType.S8, Shape.of(outputs(node), 1, 1, inputs(node)), type.requireQuant()), weights.bytes()));
  }

  /**
   * The 3x3 filters.
   *
   * @param input the shape [1,H,W,C] or [1,C] by which the product counts the elements, which are arranged channel by channel
   */
  static KpuFilters patches(Node node, Shape input) {
    byte[] from = weights(node).bytes();
    int channels = input.dim(-1);
    int places = inputs(node) / channels;
    int patches = KpuPatches.image(inputs(node)).dim(3);
    byte[] bytes = new byte[outputs(node) * KERNEL * KERNEL * patches];
    for (int filter = 0; filter < outputs(node); filter++) {
      for (int element = 0; element < inputs(node); element++) {
        int tap = filter * KERNEL * KERNEL + element % KpuPatches.ELEMENTS;
        int counted = element % places * channels + element / places;
        bytes[tap * patches + element / KpuPatches.ELEMENTS] = from[filter * inputs(node) + counted];
      }
    }
    Shape shape = Shape.of(outputs(node), KERNEL, KERNEL, patches);
    return filters(node, Tensor.of(TensorType.quantised(DType.S8, shape, weights(node).type().requireQuant()), bytes));
  }

  /** Whether a 1x1 convolution over an image of which each channel has one element is cheaper than arranging these. */
  static boolean isPointwise(Node node, Shape image, int places) {
    return places == 1 && KpuLimits.refusal(image.withDim(3, outputs(node))).isEmpty()
        && KpuCycles.ofLayer(image, false, outputs(node)) <= KpuCycles.ofPacked(inputs(node), outputs(node));
  }
}
