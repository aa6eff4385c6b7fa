package org.modelc.quant;

import java.util.List;
import org.modelc.ir.Node;
import org.modelc.op.Conv;
import org.modelc.op.WeightedOp;

/**
 * What the filters of a weighted operator meet, padding aside: mean and variance of each input channel.
 *
 * @param means of the input channels; empty where nothing is known
 * @param variances of the input channels; empty where nothing is known
 * @param groups of the operator
 * @param outputs number of output channels
 */
record FilterInputs(List<Double> means, List<Double> variances, int groups, int outputs) {
  static final FilterInputs UNKNOWN = new FilterInputs(List.of(), List.of(), 1, 1);

  FilterInputs {
    means = List.copyOf(means);
    variances = List.copyOf(variances);
  }

  static FilterInputs of(Node node, ActivationStatistics statistics) {
    int groups = node.as(Conv.class).map(Conv::groups).orElse(1);
    int outputs = node.input(WeightedOp.BIAS).type().elements();
    return new FilterInputs(statistics.channelMeans(), statistics.channelVariances(), groups, outputs);
  }

  /** The mean of what element {@code index} of output channel {@code output}'s filter is multiplied with; 0 where unknown. */
  double mean(int output, int index) {
    return means.isEmpty() ? 0 : means.get(channel(output, index));
  }

  /** The variance of what element {@code index} of output channel {@code output}'s filter is multiplied with; 1 where unknown. */
  double variance(int output, int index) {
    return variances.isEmpty() ? 1 : variances.get(channel(output, index));
  }

  private int channel(int output, int index) {
    int channelsPerGroup = means.size() / groups;
    int group = output / (outputs / groups);
    return group * channelsPerGroup + index % channelsPerGroup;
  }
}
