package org.modelc.quant;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.WeightedOp;

/**
 * The same function with badly scaled weights: between each two layers every channel is multiplied with a factor from 1 to a bound, which
 * the second layer takes back.
 */
final class RescaledChannels {
  private RescaledChannels() {}

  static Graph of(Graph graph, double bound, long seed) {
    Random random = new Random(seed);
    Map<Node, double[]> given = new HashMap<>();
    Map<Node, EqualisationPair> taken = new HashMap<>();
    for (Node node : graph.nodes()) {
      EqualisationPair.beginningWith(node, graph).ifPresent(pair -> {
        given.put(pair.first(), random.doubles(pair.channels()).map(exponent -> Math.pow(bound, exponent)).toArray());
        taken.put(pair.second(), pair);
      });
    }
    GraphBuilder out = new GraphBuilder(graph.name());
    Map<Value, Value> values = new HashMap<>();
    graph.inputs().forEach(input -> values.put(input, out.input(input.name(), input.type())));
    for (Node node : graph.nodes()) {
      List<Value> inputs = IntStream.range(0, node.inputs().size()).mapToObj(i -> node.input(i).isConstant()
          ? rescaled(node, i, given, taken) : values.get(node.input(i))).toList();
      List<Value> results = out.add(node.name(), node.op(), inputs, node.outputs().stream().map(Value::name).toList());
      IntStream.range(0, results.size()).forEach(i -> values.put(node.outputs().get(i), results.get(i)));
    }
    graph.outputs().forEach(output -> out.output(values.get(output)));
    return out.build();
  }

  private static Value rescaled(Node node, int input, Map<Node, double[]> given, Map<Node, EqualisationPair> taken) {
    Value constant = node.input(input);
    if (!(node.op() instanceof WeightedOp)) {
      return constant;
    }
    float[] floats = constant.requireConstant().floats().clone();
    int outputs = node.input(WeightedOp.BIAS).type().elements();
    int filter = floats.length / outputs;
    for (int i = 0; i < floats.length; i++) {
      double factor = given.containsKey(node) ? given.get(node)[i / filter] : 1;
      if (input == WeightedOp.WEIGHTS && taken.containsKey(node)) {
        EqualisationPair pair = taken.get(node);
        factor /= given.get(pair.first())[pair.channel(i / filter, i % filter)];
      }
      floats[i] *= (float) factor;
    }
    return Value.constant(constant.name(), Tensor.f32(constant.shape(), floats));
  }
}
