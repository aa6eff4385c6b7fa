package org.modelc.prune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.modelc.ir.Graph;
import org.modelc.ir.Shape;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Clamp;
import org.modelc.op.Concat;
import org.modelc.op.MaxPool;
import org.modelc.op.Pad;
import org.modelc.op.Reduce;
import org.modelc.op.Reshape;
import org.modelc.op.Window;

class ChannelSetsTest {
  private final SmallNetwork net = new SmallNetwork(1);
  private final Value input = net.builder.input("x", TensorType.f32(Shape.of(1, 4, 4, 2)));

  private Graph finish(Value value) {
    net.builder.output(value);
    return net.builder.build();
  }

  private static Graph without(Graph graph, Value value, int channel) {
    ChannelSets sets = ChannelSets.of(graph);
    int set = sets.of(value).orElseThrow().sets()[channel];
    assertThat(set).isNotEqualTo(ChannelSets.FIXED);
    return ChannelRemoval.remove(graph, sets, Set.of(set));
  }

  private static Shape shape(Graph graph, String value) {
    return graph.nodes().stream().flatMap(node -> node.outputs().stream()).filter(output -> output.name().equals(value))
        .findFirst().orElseThrow().shape();
  }

  @Test
  void residualAdditionJoinsItsOperands() {
    Value a = net.conv("a", input, 3, 3, 1);
    Value b = net.conv("b", a, 3, 1, 1);
    Value sum = net.builder.add("sum", new Binary(Binary.Kind.ADD, Clamp.NONE), a, b);
    Graph graph = without(finish(net.conv("c", sum, 2, 1, 1)), b, 1);

    assertThat(List.of(shape(graph, "a").dim(3), shape(graph, "b").dim(3), shape(graph, "sum").dim(3))).containsOnly(2);
  }

  @Test
  void depthwiseFiltersFollowTheirChannels() {
    Value a = net.conv("a", input, 4, 1, 1);
    Value depthwise = net.conv("d", a, 8, 3, 4);
    Graph graph = without(finish(net.conv("c", depthwise, 2, 1, 1)), a, 3);

    assertThat(shape(graph, "a").dim(3)).isEqualTo(3);
    assertThat(shape(graph, "d").dim(3)).isEqualTo(6);
  }

  @Test
  void concatKeepsItsOperandsApart() {
    Value a = net.conv("a", input, 3, 1, 1);
    Value b = net.conv("b", input, 4, 1, 1);
    Value joined = net.builder.add("joined", new Concat(3), a, b, input);
    Graph graph = without(finish(net.conv("c", joined, 2, 1, 1)), b, 0);

    assertThat(shape(graph, "a").dim(3)).isEqualTo(3);
    assertThat(shape(graph, "b").dim(3)).isEqualTo(3);
    assertThat(shape(graph, "joined").dim(3)).isEqualTo(8);
  }

  @Test
  void columnsBehindFlattenFollowTheirChannel() {
    Value a = net.builder.add("pool", new MaxPool(Window.of(2, 2)), net.conv("a", input, 3, 1, 1));
    Value flat = net.builder.add("flat", new Reshape(Shape.of(1, 27)), a);
    Graph graph = without(finish(net.dense("d", flat, 5)), a, 1);

    assertThat(shape(graph, "flat")).isEqualTo(Shape.of(1, 18));
  }

  @Test
  void paddedChannelsGoWithThoseTheyAreAddedTo() {
    Value a = net.conv("a", input, 2, 1, 1);
    Value padded = net.builder.add("padded", new Pad(List.of(0, 0, 0, 1), List.of(0, 0, 0, 1), 0), a);
    Value b = net.conv("b", input, 4, 1, 1);
    Value sum = net.builder.add("sum", new Binary(Binary.Kind.ADD, Clamp.NONE), padded, b);
    Graph graph = without(finish(net.conv("c", sum, 2, 1, 1)), b, 3);

    assertThat(shape(graph, "a").dim(3)).isEqualTo(2);
    assertThat(shape(graph, "padded").dim(3)).isEqualTo(3);
  }

  @Test
  void gatesByChannelGoWithTheirChannels() {
    Value a = net.conv("a", input, 4, 1, 1);
    Value mean = net.builder.add("mean", new Reduce(Reduce.Kind.MEAN, List.of(1, 2), true), a);
    Value gate = net.conv("gate", mean, 4, 1, 1);
    Value gated = net.builder.add("gated", new Binary(Binary.Kind.MUL, Clamp.NONE), a, gate);
    Graph graph = without(finish(net.conv("c", gated, 2, 1, 1)), gate, 2);

    assertThat(List.of(shape(graph, "a"), shape(graph, "gated"))).containsOnly(Shape.of(1, 4, 4, 3));
  }

  @Test
  void outputsAndChannelsBesideThemStay() {
    Value a = net.conv("a", input, 3, 1, 1);
    Value b = net.conv("b", input, 3, 1, 1);
    Graph graph = finish(net.builder.add("sum", new Binary(Binary.Kind.ADD, Clamp.NONE), a, b));

    assertThat(ChannelSets.of(graph).removable()).isEmpty();
  }

  @Test
  void channelsThatAReshapeTearsApartStay() {
    Value a = net.conv("a", input, 4, 1, 1);
    Value torn = net.builder.add("torn", new Reshape(Shape.of(1, 4, 8, 2)), a);
    Graph graph = finish(net.conv("c", torn, 2, 1, 1));

    assertThat(ChannelSets.of(graph).removable()).isEmpty();
  }
}
