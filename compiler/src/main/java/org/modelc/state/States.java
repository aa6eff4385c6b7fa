package org.modelc.state;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.modelc.ir.Graph;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;

/**
 * Which inputs of a network hold what outputs were after the call before; before the first call they are the real number 0. Pairs are places
 * among inputs and outputs, which passes keep, so that they hold for every form of a graph.
 *
 * @param shown whether the outputs of the pairs are results of the generated function too
 * @param sequenceCalls samples that are a sequence: states are 0 again before the next
 */
public record States(List<Pair> pairs, boolean shown, int sequenceCalls) {
  /** No states: all inputs are given, all outputs are results. */
  public static final States NONE = new States(List.of(), false, Integer.MAX_VALUE);

  /** A state. */
  public record Pair(int input, int output) {}

  public States {
    pairs = List.copyOf(pairs);
  }

  public boolean isEmpty() {
    return pairs.isEmpty();
  }

  /** What belongs to the inputs that are given in each call. */
  public <T> List<T> arguments(List<T> ofInputs) {
    return IntStream.range(0, ofInputs.size()).filter(index -> pairs.stream().noneMatch(pair -> pair.input == index)).mapToObj(ofInputs::get).toList();
  }

  /** What belongs to the outputs that are results of each call. */
  public <T> List<T> results(List<T> ofOutputs) {
    return IntStream.range(0, ofOutputs.size())
        .filter(index -> shown || pairs.stream().noneMatch(pair -> pair.output == index)).mapToObj(ofOutputs::get).toList();
  }

  /** The names of the inputs and outputs that are states. */
  public Set<String> names(Graph graph) {
    Set<String> names = new HashSet<>();
    pairs.forEach(pair -> {
      names.add(graph.inputs().get(pair.input).name());
      names.add(graph.outputs().get(pair.output).name());
    });
    return names;
  }

  /** The real number 0 everywhere. */
  public static Tensor zero(TensorType type) {
    return type.isQuantised()
        ? Tensor.ofIntegers(type, IntStream.range(0, type.elements()).mapToLong(i -> type.requireQuant().zeroPoint()).toArray())
        : Tensor.zeros(type);
  }
}
