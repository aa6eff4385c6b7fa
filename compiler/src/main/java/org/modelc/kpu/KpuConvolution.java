package org.modelc.kpu;

import java.util.Optional;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Conv;
import org.modelc.op.WeightedOp;
import org.modelc.op.Window;

/**
 * An integer convolution as the KPU would compute it: at every place of the input, of which every second row and column is then chosen where the
 * stride is 2.
 *
 * @param stride 1 or 2
 * @param firstRow the first row that is chosen, 0 or 1; 0 where the stride is 1
 * @param firstColumn likewise
 */
record KpuConvolution(KpuFilters filters, boolean depthwise, int stride, int firstRow, int firstColumn) {

  /** The KPU's form of a node; empty where {@link #refusal} has a reason. */
  static Optional<KpuConvolution> of(Node node) {
    if (refusal(node).isPresent()) {
      return Optional.empty();
    }
    Conv conv = (Conv) node.op();
    Window window = conv.window();
    KpuFilters filters = filters(node);
    int middle = filters.kernel() / 2;
    boolean strided = window.strideHeight() == 2;
    return Optional.of(new KpuConvolution(
        filters, conv.groups() > 1, window.strideHeight(),
        strided ? middle - window.padTop() : 0, strided ? middle - window.padLeft() : 0));
  }

  private static KpuFilters filters(Node node) {
    Quant output = node.output().type().requireQuant();
    Conv conv = (Conv) node.op();
    return KpuFilters.ofConvolution(
        node.input(WeightedOp.WEIGHTS).requireConstant(),
        node.input(WeightedOp.BIAS).requireConstant(),
        node.input(WeightedOp.ACTIVATIONS).type().requireQuant(),
        output,
        conv.clamp().quantisedMin(DType.S8, output),
        conv.clamp().quantisedMax(DType.S8, output));
  }

  /** Why the KPU cannot compute a convolution; empty if it can. */
  static Optional<String> refusal(Node node) {
    Conv conv = (Conv) node.op();
    Window window = conv.window();
    Shape input = node.input(WeightedOp.ACTIVATIONS).shape();
    return storage(node)
        .or(() -> kernel(window))
        .or(() -> groups(conv, input, node.output().shape()))
        .or(() -> KpuLimits.refusal(input))
        .or(() -> KpuLimits.refusal(node.output().shape()))
        .or(() -> places(window, input, node.output().shape()))
        .or(() -> scaling(node));
  }

  private static Optional<String> storage(Node node) {
    TensorType input = node.input(WeightedOp.ACTIVATIONS).type();
    boolean constants = node.input(WeightedOp.WEIGHTS).isConstant() && node.input(WeightedOp.BIAS).isConstant();
    boolean integers = KpuLimits.isImage(input) && KpuLimits.isImage(node.output().type());
    return when(!integers || !constants, "its data are not 8-bit integers with constant weights");
  }

  private static Optional<String> kernel(Window window) {
    int height = window.kernelHeight();
    int width = window.kernelWidth();
    boolean known = height == width && (height == 1 || height == 3) && window.dilationHeight() == 1 && window.dilationWidth() == 1;
    return when(!known, "its kernel is " + height + "x" + width + (window.dilationHeight() > 1 || window.dilationWidth() > 1 ? " with dilation" : "")
        + ", the KPU has 1x1 and 3x3");
  }

  private static Optional<String> groups(Conv conv, Shape input, Shape output) {
    boolean depthwise = conv.isDepthwise(input) && output.dim(3) == input.dim(3);
    return when(conv.groups() > 1 && !depthwise, "it has " + conv.groups() + " groups, the KPU has one group or one filter for each channel")
        .or(() -> when(depthwise && conv.window().kernelHeight() == 1, "it is 1x1 by channel"));
  }

  /** Every place of the output must be one of those that the KPU computes: middles at every, or every second, row and column. */
  private static Optional<String> places(Window window, Shape input, Shape output) {
    int stride = window.strideHeight();
    if (stride != window.strideWidth() || stride > 2) {
      return Optional.of("its strides are " + stride + " and " + window.strideWidth() + ", the KPU has 1 and 2");
    }
    int middle = window.kernelHeight() / 2;
    boolean rows = fits(middle - window.padTop(), stride, input.dim(1), output.dim(1));
    boolean columns = fits(middle - window.padLeft(), stride, input.dim(2), output.dim(2));
    return when(!rows || !columns, "its padding or odd size does not match the KPU's");
  }

  private static boolean fits(int first, int stride, int input, int output) {
    return first >= 0 && first < stride && output == input / stride;
  }

  private static Optional<String> scaling(Node node) {
    return when(KpuScaling.of(filters(node).wanted()).isEmpty(), "its scales do not fit the KPU's normalisation");
  }

  private static Optional<String> when(boolean holds, String reason) {
    return holds ? Optional.of(reason) : Optional.empty();
  }
}
