package org.modelc.state;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.Tensor;
import org.modelc.reference.Interpreter;

/** Samples of a network with states, which are calls in order: what a sequence makes of the states becomes inputs like others. */
public final class StateSamples {
  private StateSamples() {}

  /**
   * Samples for all inputs of {@code graph}, with the states that the graph itself makes of them.
   *
   * @param arguments for the inputs that are no states, in any form of the graph
   */
  public static SampleSet of(Graph graph, States states, SampleSet arguments) {
    SampleSet given = arguments.forGraph(argumentsOf(graph, states));
    if (states.isEmpty()) {
      return given;
    }
    Interpreter interpreter = new Interpreter(graph);
    List<List<Tensor>> all = new ArrayList<>();
    List<Tensor> before = List.of();
    for (int call = 0; call < given.size(); call++) {
      if (call % states.sequenceCalls() == 0) {
        before = states.pairs().stream().map(pair -> States.zero(graph.inputs().get(pair.input()).type())).toList();
      }
      List<Tensor> inputs = joined(graph, states, given.sample(call), before);
      List<Tensor> outputs = interpreter.run(inputs);
      before = states.pairs().stream().map(pair -> outputs.get(pair.output())).toList();
      all.add(inputs);
    }
    SampleSet samples = SampleSet.of(all);
    return arguments.labels().map(samples::withLabels).orElse(samples);
  }

  /** The inputs of {@code samples} that are no states. */
  public static SampleSet arguments(States states, SampleSet samples) {
    SampleSet given = SampleSet.of(IntStream.range(0, samples.size()).mapToObj(i -> states.arguments(samples.sample(i))).toList());
    return samples.labels().map(given::withLabels).orElse(given);
  }

  /** The graph without the inputs that are states, to find samples for; it cannot run. */
  public static Graph argumentsOf(Graph graph, States states) {
    return new Graph(graph.name(), states.arguments(graph.inputs()), graph.outputs(), graph.nodes());
  }

  private static List<Tensor> joined(Graph graph, States states, List<Tensor> given, List<Tensor> before) {
    Tensor[] inputs = new Tensor[graph.inputs().size()];
    IntStream.range(0, before.size()).forEach(i -> inputs[states.pairs().get(i).input()] = before.get(i));
    int next = 0;
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = inputs[i] == null ? given.get(next++) : inputs[i];
    }
    return List.of(inputs);
  }
}
