package org.modelc.state;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Node;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Recurrent;
import org.modelc.problem.Code;
import org.modelc.problem.Problems;

/**
 * A network whose recurrent layers take and give the states that they would begin with zeros, as further inputs and outputs.
 *
 * @param pairs the further inputs and outputs
 */
record RecurrentStates(Graph graph, List<States.Pair> pairs) {

  static RecurrentStates none(Graph graph) {
    return new RecurrentStates(graph, List.of());
  }

  /** @throws org.modelc.problem.ProblemException E409 if a layer goes backwards, or there is none */
  static RecurrentStates of(Graph graph) {
    requireForward(graph);
    return new Builder(graph).build();
  }

  private static boolean startsFromZeros(Node node) {
    return node.op() instanceof Recurrent layer && !layer.carriesState();
  }

  private static void requireForward(Graph graph) {
    Problems problems = new Problems();
    if (graph.nodes().stream().noneMatch(RecurrentStates::startsFromZeros)) {
      problems.add(Code.E409, "--stateful", "The network has no LSTM, GRU or RNN that starts from zeros.");
    }
    graph.nodes().stream().filter(node -> startsFromZeros(node) && ((Recurrent) node.op()).reverse()).forEach(node -> problems.add(
        Code.E409, "node \"" + node.name() + "\" (" + node.op().name() + ")",
        "It goes from the last step to the first: what it begins with comes after this call, not before."));
    problems.throwIfErrors();
  }

  private static final class Builder {
    private final Graph graph;
    private final GraphBuilder out;
    private final Map<Value, Value> values = new IdentityHashMap<>();
    private final Map<Node, List<Value>> states = new IdentityHashMap<>();
    private final List<Value> last = new ArrayList<>();

    Builder(Graph graph) {
      this.graph = graph;
      this.out = new GraphBuilder(graph.name());
      graph.constants().forEach(out::adopt);
      graph.inputs().forEach(input -> values.put(input, out.input(input.name(), input.type())));
    }

    RecurrentStates build() {
      graph.nodes().stream().filter(RecurrentStates::startsFromZeros).forEach(this::addInputs);
      graph.nodes().forEach(this::add);
      graph.outputs().forEach(output -> out.output(current(output)));
      last.forEach(out::output);
      List<States.Pair> pairs = new ArrayList<>();
      for (int i = 0; i < last.size(); i++) {
        pairs.add(new States.Pair(graph.inputs().size() + i, graph.outputs().size() + i));
      }
      return new RecurrentStates(out.build(), pairs);
    }

    private void addInputs(Node node) {
      Recurrent layer = (Recurrent) node.op();
      List<Value> inputs = new ArrayList<>();
      for (int state = 0; state < layer.cell().states(); state++) {
        inputs.add(out.input(node.name() + "/state" + state, layer.stateType(state, node.output().type(), node.output().type().isQuantised())));
      }
      states.put(node, inputs);
    }

    private void add(Node node) {
      List<Value> inputs = node.inputs().stream().map(this::current).toList();
      List<String> names = node.outputs().stream().map(Value::name).toList();
      if (!states.containsKey(node)) {
        List<Value> results = out.addTyped(node.name(), node.op(), inputs, names, node.outputTypes());
        for (int i = 0; i < results.size(); i++) {
          values.put(node.outputs().get(i), results.get(i));
        }
        return;
      }
      Recurrent layer = (Recurrent) node.op();
      Recurrent carrying = new Recurrent(layer.cell(), layer.reverse(), layer.everyStep(), true);
      List<Value> before = states.get(node);
      List<String> allNames = Stream.concat(names.stream(), before.stream().map(value -> value.name() + "_next")).toList();
      List<TensorType> types = Stream.concat(node.outputTypes().stream(), before.stream().map(Value::type)).toList();
      List<Value> results = out.addTyped(node.name(), carrying, Stream.concat(inputs.stream(), before.stream()).toList(), allNames, types);
      values.put(node.output(), results.get(0));
      last.addAll(results.subList(Recurrent.LAST_STATES, results.size()));
    }

    private Value current(Value value) {
      return values.getOrDefault(value, value);
    }
  }
}
