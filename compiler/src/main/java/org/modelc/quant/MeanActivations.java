package org.modelc.quant;

import java.util.List;
import org.modelc.ir.Node;
import org.modelc.op.Conv;
import org.modelc.op.WeightedOp;

/**
 * Mean activations as a weighted operator's filters meet them, padding aside.
 *
 * @param channels mean of each input channel; empty where nothing is known, which counts as 0
 * @param groups of the operator
 * @param outputs number of output channels
 */
record MeanActivations(List<Double> channels, int groups, int outputs) {
  static final MeanActivations UNKNOWN = new MeanActivations(List.of(), 1, 1);

  MeanActivations {
    channels = List.copyOf(channels);
  }

  static MeanActivations of(Node node, ActivationStatistics statistics) {
    int groups = node.as(Conv.class).map(Conv::groups).orElse(1);
    return new MeanActivations(statistics.channelMeans(), groups, node.input(WeightedOp.BIAS).type().elements());
  }

  /** The mean of what element {@code index} of output channel {@code output}'s filter is multiplied with. */
  double at(int output, int index) {
    if (channels.isEmpty()) {
      return 0;
    }
    int channelsPerGroup = channels.size() / groups;
    int group = output / (outputs / groups);
    return channels.get(group * channelsPerGroup + index % channelsPerGroup);
  }
}
