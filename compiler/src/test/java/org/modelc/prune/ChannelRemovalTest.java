package org.modelc.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.modelc.op.WeightedOp.ACTIVATIONS;
import static org.modelc.op.WeightedOp.WEIGHTS;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.ir.Verifier;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.pass.RandomNetworks;
import org.modelc.reference.Interpreter;

/** Random networks of which random channels are removed: results are those of the whole network where nothing reads these channels. */
class ChannelRemovalTest {
  private static final int NETWORKS = 300;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void removedChannelsAreThoseThatNothingReads(boolean optimised) {
    int smaller = 0;
    for (int seed = 0; seed < NETWORKS; seed++) {
      Graph imported = RandomNetworks.of(seed, 10, false);
      Graph graph = optimised ? Pipeline.run(Pipeline.OPTIMISE, imported, PassOptions.DEFAULT) : imported;
      ChannelSets sets = ChannelSets.of(graph);
      Set<Integer> removed = someSets(graph, sets, new Random(seed));
      Graph pruned = ChannelRemoval.remove(graph, sets, removed);
      Verifier.verify(pruned, "pruning");
      List<Tensor> input = input(graph, seed);
      List<Tensor> expected = new Interpreter(unread(graph, sets, removed)).run(input);
      List<Tensor> actual = new Interpreter(pruned).run(input);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(actual.get(i).floats()).as("seed %d", seed).isEqualTo(expected.get(i).floats());
      }
      smaller += pruned.macs() < graph.macs() ? 1 : 0;
    }
    assertThat(smaller).isGreaterThan(NETWORKS / 4);
  }

  /** About half of the removable sets; every layer keeps a channel. */
  private static Set<Integer> someSets(Graph graph, ChannelSets sets, Random random) {
    ChannelCosts costs = new ChannelCosts(graph, sets, Map.of());
    sets.removable().stream().filter(set -> random.nextBoolean()).filter(set -> !costs.isLast(set)).forEach(costs::remove);
    return new HashSet<>(costs.removed());
  }

  private static List<Tensor> input(Graph graph, long seed) {
    Random random = new Random(seed);
    List<Tensor> tensors = new ArrayList<>();
    for (Value input : graph.inputs()) {
      float[] floats = new float[input.type().elements()];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = random.nextFloat() * 2 - 1;
      }
      tensors.add(Tensor.of(TensorType.f32(input.shape()), floats));
    }
    return tensors;
  }

  /** The graph with zeros as the weights that meet a removed channel. */
  private static Graph unread(Graph graph, ChannelSets sets, Set<Integer> removed) {
    List<Node> nodes = graph.nodes().stream().map(node -> WeightedLayer.isOne(node) ? unread(node, sets, removed) : node).toList();
    return new Graph(graph.name(), graph.inputs(), graph.outputs(), nodes);
  }

  private static Node unread(Node node, ChannelSets sets, Set<Integer> removed) {
    WeightedLayer layer = WeightedLayer.of(node);
    if (layer.groups() > 1 || sets.of(node.input(ACTIVATIONS)).isEmpty()) {
      return node;
    }
    int[] channels = sets.of(node.input(ACTIVATIONS)).orElseThrow().sets();
    float[] weights = layer.weights().clone();
    for (int i = 0; i < weights.length; i++) {
      weights[i] = removed.contains(channels[layer.inputChannel(i % layer.columns())]) ? 0 : weights[i];
    }
    List<Value> inputs = new ArrayList<>(node.inputs());
    inputs.set(WEIGHTS, Value.constant(node.input(WEIGHTS).name(), Tensor.f32(node.input(WEIGHTS).shape(), weights)));
    return new Node(node.name(), node.op(), inputs, node.outputs());
  }
}
