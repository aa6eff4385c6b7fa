package org.modelc.driver;

import java.util.List;
import java.util.stream.IntStream;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorBytes;
import org.modelc.reference.Interpreter;
import org.modelc.stream.StreamGraph;

/** Samples for a graph's inputs with what the interpreter makes of them. */
final class ExpectedOutputs {
  private final List<List<Tensor>> inputs;
  private final List<List<Tensor>> outputs;

  /** Samples with these outputs each. */
  ExpectedOutputs(List<List<Tensor>> inputs, List<List<Tensor>> outputs) {
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /** @param samples of the graph's input types, at least one */
  static ExpectedOutputs of(Graph graph, SampleSet samples) {
    Interpreter interpreter = new Interpreter(graph);
    List<List<Tensor>> inputs = IntStream.range(0, samples.size()).mapToObj(samples::sample).toList();
    return new ExpectedOutputs(inputs, inputs.parallelStream().map(interpreter::run).toList());
  }

  /** As the request has it: for whole inputs, or for a stream with as many results. */
  static ExpectedOutputs of(ModelRequest request, Graph graph, SampleSet samples) {
    return request.pushRows().isPresent()
        ? StreamSamples.of(graph, StreamGraph.of(graph, request.pushRows().getAsInt()), samples, samples.size())
        : of(graph, samples);
  }

  /** The same samples with what the interpreter makes of another graph with the same inputs. */
  ExpectedOutputs forGraph(Graph graph) {
    Interpreter interpreter = new Interpreter(graph);
    return new ExpectedOutputs(inputs, inputs.parallelStream().map(interpreter::run).toList());
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
