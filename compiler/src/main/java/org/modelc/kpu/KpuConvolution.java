package org.modelc.kpu;

import java.util.Optional;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Conv;
import org.modelc.op.KpuFrame;
import org.modelc.op.KpuView;
import org.modelc.op.WeightedOp;
import org.modelc.op.Window;

/**
 * An integer convolution as the KPU would compute it: at every place of an image, some of which are then its result.
 *
 * @param frame the image that is made of the input on its way to AI SRAM; empty where that is the image itself
 * @param shifts the image that the KPU makes of the input; empty where it makes none
 * @param view the places that are the result
 * @param padded whether the result depends on what is beyond the image's edges
 */
record KpuConvolution(
    KpuFilters filters, boolean depthwise, Optional<KpuFrame> frame, Optional<KpuShifts> shifts, KpuView view, boolean padded) {
  private static final int MOST_STRIDE = 2;

  /** The KPU's form of a 1x1 convolution that reads an image in AI SRAM of which its input is a part; empty if it has none. */
  static Optional<KpuConvolution> pointwise(Node node, Shape image) {
    Conv conv = (Conv) node.op();
    boolean fits = conv.window().isPointwise() && conv.groups() == 1 && storage(node).isEmpty()
        && KpuLimits.refusal(image.withDim(3, node.output().shape().dim(3))).isEmpty() && scaling(node).isEmpty();
    return fits ? Optional.of(direct(node)) : Optional.empty();
  }

  /**
   * The KPU's form of a node; empty where {@link #refusal} has a reason.
   *
   * @param mayBeLarger whether the image may have another row and column where that makes moving it cheaper
   * @param alignment what the first row and column of the result should be multiples of
   */
  static Optional<KpuConvolution> of(Node node, boolean mayBeLarger, int alignment) {
    if (refusal(node).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(isDirect(node) ? direct(node) : copied(node, mayBeLarger ? cheapest(node) : window(node, 0), alignment));
  }

  private static KpuConvolution copied(Node node, KpuWindow window, int alignment) {
    return shifts(node, alignment).filter(shifts -> limits(node, window).isPresent() || isSeveral(node, window) || cycles(node, shifts) <= cycles(node, window))
        .map(shifts -> shifted(node, shifts)).orElseGet(() -> framed(node, window));
  }

  private static KpuConvolution direct(Node node) {
    Conv conv = (Conv) node.op();
    Window window = conv.window();
    KpuView view = view(node);
    KpuView read = new KpuView(-window.padTop(), -window.padLeft(), window.strideHeight(), view.height(), view.width());
    Shape places = node.input(WeightedOp.ACTIVATIONS).shape();
    Shape starts = places.withDim(1, places.dim(1) - window.kernelHeight() + 1).withDim(2, places.dim(2) - window.kernelWidth() + 1);
    return new KpuConvolution(filters(node, weights(node)), conv.groups() > 1, Optional.empty(), Optional.empty(), view, !read.isInside(starts));
  }

  private static KpuConvolution framed(Node node, KpuWindow window) {
    Shape output = node.output().shape();
    return new KpuConvolution(
        filters(node, window.grid().weights(weights(node))), ((Conv) node.op()).groups() > 1, Optional.of(window.frame()), Optional.empty(),
        KpuView.corner(output.dim(1), output.dim(2)), true);
  }

  private static KpuConvolution shifted(Node node, KpuShifts shifts) {
    Conv conv = (Conv) node.op();
    boolean padded = KpuShifts.isPadded(conv.window(), node.input(WeightedOp.ACTIVATIONS).shape(), node.output().shape());
    return new KpuConvolution(
        filters(node, shifts.grid().weights(weights(node))), conv.groups() > 1, Optional.empty(), Optional.of(shifts), shifts.view(), padded);
  }

  /** Copies that the KPU makes; depthwise filters read but one copy, with 3x3 filters. */
  private static Optional<KpuShifts> shifts(Node node, int alignment) {
    Conv conv = (Conv) node.op();
    Shape input = node.input(WeightedOp.ACTIVATIONS).shape();
    return KpuShifts.of(conv.window(), input, node.output().shape(), alignment)
        .filter(copies -> conv.groups() == 1 || copies.grid().copies() == 1 && copies.grid().kernel() == 3)
        .filter(copies -> KpuLimits.refusal(copies.copies(input.dim(3))).isEmpty())
        .filter(copies -> KpuLimits.refusal(copies.image(node.output().shape().dim(3))).isEmpty());
  }

  private static KpuWindow cheapest(Node node) {
    KpuWindow exact = window(node, 0);
    KpuWindow larger = window(node, 1);
    boolean spares = larger.frame().copies() < exact.frame().copies() && limits(node, larger).isEmpty();
    return spares ? larger : exact;
  }

  private static KpuWindow window(Node node, int more) {
    return KpuWindow.of(((Conv) node.op()).window(), node.input(WeightedOp.ACTIVATIONS).shape(), node.output().shape(), more);
  }

  private static Tensor weights(Node node) {
    return node.input(WeightedOp.WEIGHTS).requireConstant();
  }

  private static KpuFilters filters(Node node, Tensor weights) {
    Quant output = node.output().type().requireQuant();
    Conv conv = (Conv) node.op();
    return KpuFilters.ofConvolution(
        weights,
        node.input(WeightedOp.BIAS).requireConstant(),
        node.input(WeightedOp.ACTIVATIONS).type().requireQuant(),
        output,
        conv.clamp().quantisedMin(DType.S8, output),
        conv.clamp().quantisedMax(DType.S8, output));
  }

  /** Why the KPU cannot compute a convolution, or should not; empty if it does. */
  static Optional<String> refusal(Node node) {
    return storage(node)
        .or(() -> groups(node))
        .or(() -> isDirect(node) ? Optional.empty() : copies(node))
        .or(() -> scaling(node));
  }

  private static Optional<String> scaling(Node node) {
    return when(KpuScaling.of(filters(node, weights(node)).wanted()).isEmpty(), "its scales do not fit the KPU's normalisation");
  }

  private static Optional<String> storage(Node node) {
    TensorType input = node.input(WeightedOp.ACTIVATIONS).type();
    boolean constants = node.input(WeightedOp.WEIGHTS).isConstant() && node.input(WeightedOp.BIAS).isConstant();
    boolean integers = KpuLimits.isImage(input) && KpuLimits.isImage(node.output().type());
    return when(!integers || !constants, "its data are not 8-bit integers with constant weights");
  }

  private static Optional<String> groups(Node node) {
    Conv conv = (Conv) node.op();
    Shape input = node.input(WeightedOp.ACTIVATIONS).shape();
    boolean depthwise = conv.isDepthwise(input) && node.output().shape().dim(3) == input.dim(3);
    return when(conv.groups() > 1 && !depthwise, "it has " + conv.groups() + " groups, the KPU has one group or one filter for each channel")
        .or(() -> when(depthwise && conv.window().kernelHeight() == 1 && conv.window().kernelWidth() == 1, "it is 1x1 by channel"));
  }

  /** Whether the KPU reads the input as it is: its kernel and places are among those that the KPU computes. */
  private static boolean isDirect(Node node) {
    Window window = ((Conv) node.op()).window();
    Shape input = node.input(WeightedOp.ACTIVATIONS).shape();
    int kernel = window.kernelHeight();
    boolean square = kernel == window.kernelWidth() && (kernel == 1 || kernel == 3) && Math.max(window.dilationHeight(), window.dilationWidth()) == 1;
    boolean stepped = window.strideHeight() == window.strideWidth() && window.strideHeight() <= MOST_STRIDE;
    return square && stepped && view(node).isInside(input)
        && KpuLimits.refusal(input).or(() -> KpuLimits.refusal(input.withDim(3, node.output().shape().dim(3)))).isEmpty();
  }

  /** The middles of a square window. */
  private static KpuView view(Node node) {
    Window window = ((Conv) node.op()).window();
    int middle = window.kernelHeight() / 2;
    Shape output = node.output().shape();
    return new KpuView(middle - window.padTop(), middle - window.padLeft(), window.strideHeight(), output.dim(1), output.dim(2));
  }

  /** Why copies of the input do not make the convolution one for the KPU. */
  private static Optional<String> copies(Node node) {
    KpuWindow window = window(node, 0);
    Window original = ((Conv) node.op()).window();
    return when(isSeveral(node, window) && shifts(node, 1).isEmpty(), "it has one " + original.kernelHeight() + "x" + original.kernelWidth() + " filter for each channel with stride "
            + original.strideHeight() + ", the KPU has 3x3 for those")
        .or(() -> shifts(node, 1).isPresent() ? Optional.empty() : limits(node, window))
        .or(() -> cost(node, window));
  }

  /** Whether the filters are depthwise and none of the KPU's. */
  private static boolean isSeveral(Node node, KpuWindow window) {
    return ((Conv) node.op()).groups() > 1 && (window.frame().copies() > 1 || window.grid().kernel() != 3);
  }

  private static Optional<String> limits(Node node, KpuWindow window) {
    Shape image = window.frame().image(node.input(WeightedOp.ACTIVATIONS).shape());
    return KpuLimits.refusal(image).or(() -> KpuLimits.refusal(image.withDim(3, node.output().shape().dim(3))));
  }

  private static Optional<String> cost(Node node, KpuWindow window) {
    long framed = limits(node, window).isPresent() || isSeveral(node, window) ? Long.MAX_VALUE : cycles(node, window);
    long onKpu = Math.min(framed, shifts(node, 1).map(shifts -> cycles(node, shifts)).orElse(Long.MAX_VALUE));
    boolean depthwise = ((Conv) node.op()).groups() > 1;
    return when(onKpu > KpuCycles.onCpu(node.op().macs(node), depthwise), "moving its input to the KPU would take longer than computing it");
  }

  private static long cycles(Node node, KpuWindow window) {
    Shape input = node.input(WeightedOp.ACTIVATIONS).shape();
    Shape image = window.frame().image(input);
    boolean depthwise = ((Conv) node.op()).groups() > 1;
    return KpuCycles.ofMove(image, input) + KpuCycles.ofLayer(image, depthwise, node.output().shape().dim(3));
  }

  private static long cycles(Node node, KpuShifts shifts) {
    Shape input = node.input(WeightedOp.ACTIVATIONS).shape();
    int channels = input.dim(3);
    boolean depthwise = ((Conv) node.op()).groups() > 1;
    return KpuCycles.ofMove(shifts.image(channels), input) + shifts.cycles(channels)
        + KpuCycles.ofLayer(shifts.copies(channels), depthwise, node.output().shape().dim(3));
  }

  static Optional<String> when(boolean holds, String reason) {
    return holds ? Optional.of(reason) : Optional.empty();
  }
}
