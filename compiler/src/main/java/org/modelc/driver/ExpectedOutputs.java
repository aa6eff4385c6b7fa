package org.modelc.driver;

import java.util.List;
import java.util.stream.IntStream;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorBytes;
import org.modelc.reference.Interpreter;
import org.modelc.state.StateSamples;
import org.modelc.state.States;
import org.modelc.stream.StreamGraph;

/** Samples for a graph's inputs with what the interpreter makes of them. */
final class ExpectedOutputs {
  private final List<List<Tensor>> inputs;
  private final List<List<Tensor>> outputs;
  private final States states;

  /** Samples with these outputs each. */
  ExpectedOutputs(List<List<Tensor>> inputs, List<List<Tensor>> outputs) {
    this(inputs, outputs, States.NONE);
  }

  private ExpectedOutputs(List<List<Tensor>> inputs, List<List<Tensor>> outputs, States states) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.states = states;
  }

  /** @param samples of the graph's input types, at least one */
  static ExpectedOutputs of(Graph graph, SampleSet samples) {
    return of(graph, States.NONE, samples);
  }

  /**
   * Calls of a graph with states, in order.
   *
   * @param samples of the types of the graph's inputs that are no states
   */
  static ExpectedOutputs of(Graph graph, States states, SampleSet samples) {
    Interpreter interpreter = new Interpreter(graph);
    SampleSet calls = StateSamples.of(graph, states, samples);
    List<List<Tensor>> inputs = IntStream.range(0, calls.size()).mapToObj(calls::sample).toList();
    List<List<Tensor>> outputs = inputs.parallelStream().map(interpreter::run).map(states::results).toList();
    return new ExpectedOutputs(inputs.stream().map(states::arguments).toList(), outputs, states);
  }

  /**
   * As the request has it: for whole inputs, or for a stream with as many results.
   *
   * @param samples of the inputs of {@code model} that are no states
   */
  static ExpectedOutputs of(ModelRequest request, PreparedModel model, SampleSet samples) {
    Graph graph = model.compiled();
    return request.pushRows().isPresent()
        ? StreamSamples.of(graph, StreamGraph.of(graph, request.pushRows().getAsInt()), samples.forGraph(graph), samples.size())
        : of(graph, model.states(), samples);
  }

  /** The same samples with what the interpreter makes of another graph with the same inputs and states. */
  ExpectedOutputs forGraph(Graph graph) {
    return of(graph, states, SampleSet.of(inputs));
  }

  States states() {
    return states;
  }

  List<Tensor> inputs(int sample) {
    return inputs.get(sample);
  }

  List<Tensor> outputs(int sample) {
    return outputs.get(sample);
  }

  /** The inputs of all samples as a target has them in memory. */
  byte[] inputBytes() {
    return TensorBytes.encode(inputs.stream().flatMap(List::stream).toList());
  }
}
