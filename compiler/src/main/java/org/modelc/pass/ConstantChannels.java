package org.modelc.pass;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.modelc.arithmetic.AccumulatorRange;
import org.modelc.arithmetic.Requantisation;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Clamp;
import org.modelc.op.WeightedOp;

/**
 * Spells output channels that give the same integer for every input with zero weights and a small bias. The results do not change.
 *
 * <p>Converters make such channels of filters that died in training: next to no weights, and a bias so large in units of the tiny weight
 * scale that accumulators come near 2^31, which rules out kernels with narrower intermediate results.
 */
final class ConstantChannels implements RulePass {
  /** Accumulator units to a step of the output in a rewritten channel. */
  private static final int UNITS = 1 << 10;

  /** Channels whose accumulators stay below are left alone: those of rewritten channels do. */
  private static final int LARGE = 1 << 20;

  @Override
  public Optional<List<Value>> rewrite(Rewriter.Match match) {
    if (!(match.node().op() instanceof WeightedOp) || !match.node().output().type().isQuantised()
        || match.node().output().type().dtype() != DType.S8
        || !match.input(WeightedOp.WEIGHTS).isConstant() || !match.input(WeightedOp.BIAS).isConstant()) {
      return Optional.empty();
    }
    Channels channels = new Channels(match);
    if (channels.constant.isEmpty()) {
      return Optional.empty();
    }
    List<Value> inputs = new ArrayList<>(match.inputs());
    inputs.set(WeightedOp.WEIGHTS, match.out().constant(inputs.get(WeightedOp.WEIGHTS).name(), channels.weights()));
    inputs.set(WeightedOp.BIAS, match.out().constant(inputs.get(WeightedOp.BIAS).name(), channels.bias()));
    return Optional.of(
        match.out().addTyped(match.node().name(), match.node().op(), inputs, match.outputNames(), match.node().outputTypes()));
  }

  /** The channels of one node. */
  private static final class Channels {
    private final Tensor oldWeights;
    private final Tensor oldBias;
    private final Quant input;
    private final Quant output;
    private final Clamp clamp;
    private final List<Integer> constant = new ArrayList<>();
    private final List<Integer> results = new ArrayList<>();

    Channels(Rewriter.Match match) {
      oldWeights = match.input(WeightedOp.WEIGHTS).requireConstant();
      oldBias = match.input(WeightedOp.BIAS).requireConstant();
      input = match.input(WeightedOp.ACTIVATIONS).type().requireQuant();
      output = match.node().output().type().requireQuant();
      clamp = ((WeightedOp) match.node().op()).clamp();
      AccumulatorRange range = AccumulatorRange.ofProduct(oldWeights, oldBias, input);
      for (int channel = 0; channel < oldBias.elements(); channel++) {
        long spread = range.bounds().get(channel) - Math.abs((long) oldBias.ints()[channel]);
        int low = result(channel, oldBias.ints()[channel] - spread);
        if (range.bounds().get(channel) > LARGE && low == result(channel, oldBias.ints()[channel] + spread)) {
          constant.add(channel);
          results.add(low);
        }
      }
    }

    /** The result of an accumulator, clamped, less the zero point. */
    private int result(int channel, long accumulator) {
      double real = (double) input.scale() * oldWeights.type().requireQuant().scale(channel) / output.scale();
      int bounded = (int) Math.min(Math.max(accumulator, Integer.MIN_VALUE), Integer.MAX_VALUE);
      long value = Requantisation.of(real).apply(bounded) + output.zeroPoint();
      long clamped = Math.min(Math.max(value, clamp.quantisedMin(DType.S8, output)), clamp.quantisedMax(DType.S8, output));
      return (int) clamped - output.zeroPoint();
    }

    Tensor weights() {
      byte[] bytes = oldWeights.bytes().clone();
      int filter = bytes.length / oldBias.elements();
      for (int channel : constant) {
        Arrays.fill(bytes, channel * filter, (channel + 1) * filter, (byte) 0);
      }
      return Tensor.of(oldWeights.type().withQuant(weightQuant()), bytes);
    }

    Tensor bias() {
      int[] ints = oldBias.ints().clone();
      for (int i = 0; i < constant.size(); i++) {
        ints[constant.get(i)] = results.get(i) * UNITS;
      }
      Quant weights = weightQuant();
      List<Float> scales = new ArrayList<>();
      for (int channel = 0; channel < ints.length; channel++) {
        scales.add(input.scale() * weights.scale(channel));
      }
      return Tensor.of(TensorType.quantised(DType.S32, oldBias.shape(), Quant.perChannel(scales, 0)), ints);
    }

    /** The scales of the other channels, and of the constant ones those that make an output step of {@link #UNITS} units. */
    private Quant weightQuant() {
      Quant old = oldWeights.type().requireQuant();
      List<Float> scales = new ArrayList<>();
      for (int channel = 0; channel < oldBias.elements(); channel++) {
        scales.add(constant.contains(channel) ? output.scale() / input.scale() / UNITS : old.scale(channel));
      }
      return Quant.perChannel(scales, 0);
    }
  }
}
