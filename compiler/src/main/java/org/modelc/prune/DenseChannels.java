package org.modelc.prune;

import static org.modelc.op.WeightedOp.ACTIVATIONS;
import static org.modelc.op.WeightedOp.BIAS;
import static org.modelc.op.WeightedOp.WEIGHTS;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.modelc.ir.Node;
import org.modelc.ir.Value;

/** The rows of a matrix are new channels, its columns those of the input. */
final class DenseChannels implements ChannelRule {
  private static final int ROWS = 0;
  private static final int COLUMNS = 1;

  @Override
  public Optional<Channels> flow(Node node, ChannelSets sets) {
    int lastAxis = node.output().shape().rank() - 1;
    if (sets.of(node.input(ACTIVATIONS)).filter(channels -> channels.axis() == lastAxis).isEmpty()) {
      sets.fix(node.input(ACTIVATIONS));
    }
    return Optional.of(sets.fresh(lastAxis, node.output().shape().dim(lastAxis)));
  }

  @Override
  public List<Value> constantsWithout(Set<Integer> removed, Node node, ChannelSets sets) {
    List<Value> inputs = new ArrayList<>(node.inputs());
    sets.kept(node.output(), removed).ifPresent(kept -> {
      inputs.set(WEIGHTS, Selection.of(inputs.get(WEIGHTS), ROWS, kept));
      inputs.set(BIAS, Selection.of(inputs.get(BIAS), 0, kept));
    });
    sets.kept(node.input(ACTIVATIONS), removed)
        .ifPresent(kept -> inputs.set(WEIGHTS, Selection.of(inputs.get(WEIGHTS), COLUMNS, kept)));
    return inputs;
  }
}
