package org.modelc.op;

import java.util.List;
import java.util.Optional;
import org.modelc.c.Call;
import org.modelc.c.ConvF32Call;
import org.modelc.c.ConvS8Call;
import org.modelc.c.Lowering;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.ConvReference;
import org.modelc.reference.Transposition;

/**
 * Two-dimensional convolution. Inputs: activations [N,H,W,C], weights [O,kernelHeight,kernelWidth,C/groups], bias [O]; output [N,H',W',O].
 *
 * <p>Padding counts as the real number 0. One-dimensional convolutions have H = 1.
 *
 * @param groups divides C and O; output channel o reads the input channels of group {@code o / (O / groups)}
 */
public record Conv(Window window, int groups, Clamp clamp) implements Op, WeightedOp {

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 3);
    Operands.requireWeighted(inputs);
    Shape input = inputs.get(ACTIVATIONS).shape();
    Shape weights = inputs.get(WEIGHTS).shape();
    Operands.requireRank(input, 4, "activations");
    Operands.requireRank(weights, 4, "weights");
    requireChannels(input, weights);
    Operands.requireShape(inputs.get(BIAS).shape(), Shape.of(weights.dim(0)), "bias");
    Shape output = Shape.of(input.dim(0), window.outputHeight(input), window.outputWidth(input), weights.dim(0));
    return List.of(TensorType.of(inputs.get(ACTIVATIONS).dtype(), output));
  }

  private void requireChannels(Shape input, Shape weights) {
    if (groups < 1 || input.dim(3) != weights.dim(3) * (long) groups || weights.dim(0) % groups != 0) {
      throw new OpException(
          Code.E204, "weights " + weights + " (OHWI) in " + groups + " groups do not fit activations " + input + " (NHWC)");
    }
    if (weights.dim(1) != window.kernelHeight() || weights.dim(2) != window.kernelWidth()) {
      throw new OpException(Code.E204, "kernel " + window.kernelHeight() + "x" + window.kernelWidth() + " does not fit weights " + weights);
    }
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    TensorType output = outputs.get(0);
    return List.of(switch (output.dtype()) {
      case S8 -> ConvReference.s8(this, inputs, output);
      case S16 -> ConvReference.s16(this, inputs, output);
      default -> ConvReference.f32(this, inputs, output);
    });
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    boolean depthwise = isDepthwise(node.input(ACTIVATIONS).shape());
    Tensor weights = node.input(WEIGHTS).requireConstant();
    Tensor packed = depthwise ? Transposition.apply(weights, List.of(3, 1, 2, 0)) : weights;
    String kernel = depthwise ? "modelc_depthwise_conv_" : "modelc_conv_";
    return node.output().type().isQuantised()
        ? ConvS8Call.of(kernel + node.output().type().dtype().text(), this, node, packed, lowering)
        : ConvF32Call.of(kernel + "f32", this, node, packed, lowering);
  }

  /** Whether every output channel reads one input channel. */
  public boolean isDepthwise(Shape input) {
    return groups > 1 && groups == input.dim(3);
  }

  @Override
  public void requireIntegersFit(Node node) {
    AccumulatorCheck.requireProductFits(node);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.OBSERVED;
  }

  @Override
  public long macs(Node node) {
    return (long) node.output().shape().elements() * node.input(WEIGHTS).shape().product(1, 4);
  }

  @Override
  public Conv withClamp(Clamp newClamp) {
    return new Conv(window, groups, newClamp);
  }

  @Override
  public Optional<Window> rowWindow(Node node) {
    return window.rowsOf(node);
  }

  @Override
  public Conv forRows(int padTop, int padBottom) {
    return new Conv(window.withRowPads(padTop, padBottom), groups, clamp);
  }
}
