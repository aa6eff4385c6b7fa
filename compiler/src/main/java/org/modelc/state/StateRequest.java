package org.modelc.state;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.modelc.ir.Graph;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;

/**
 * The states that the user asks for.
 *
 * @param links inputs and outputs by name
 * @param recurrentLayers whether recurrent layers that start from zeros keep their states too
 * @param shown whether the outputs of the links are results of the generated function too
 * @param sequenceCalls samples that are a sequence; empty where all are one
 */
public record StateRequest(List<Link> links, boolean recurrentLayers, boolean shown, OptionalInt sequenceCalls) {
  public static final StateRequest NONE = new StateRequest(List.of(), false, false, OptionalInt.empty());

  /** The input named {@code input} holds what the output named {@code output} was. */
  public record Link(String input, String output) {}

  public StateRequest {
    links = List.copyOf(links);
  }

  /** Whether nothing is kept between calls. */
  public boolean isEmpty() {
    return links.isEmpty() && !recurrentLayers;
  }

  /** A network with its states. */
  public record Resolved(Graph graph, States states) {}

  /**
   * The network with the states that are asked for.
   *
   * @param imported as the file has it
   * @throws ProblemException E409 if they are not possible
   */
  public Resolved resolve(Graph imported) {
    if (isEmpty()) {
      return new Resolved(imported, States.NONE);
    }
    Problems problems = new Problems();
    links.forEach(link -> check(link, imported, problems));
    problems.throwIfErrors();
    RecurrentStates layers = recurrentLayers ? RecurrentStates.of(imported) : RecurrentStates.none(imported);
    List<States.Pair> pairs = Stream.concat(links.stream().map(link -> pair(link, imported)), layers.pairs().stream()).toList();
    States states = new States(pairs, shown, sequenceCalls.orElse(Integer.MAX_VALUE));
    requireResults(layers.graph(), states);
    return new Resolved(layers.graph(), states);
  }

  private static States.Pair pair(Link link, Graph graph) {
    return new States.Pair(index(graph.inputs(), link.input).orElseThrow(), index(graph.outputs(), link.output).orElseThrow());
  }

  private static Optional<Integer> index(List<Value> values, String name) {
    return IntStream.range(0, values.size()).filter(i -> values.get(i).name().equals(name)).boxed().findFirst();
  }

  private void check(Link link, Graph graph, Problems problems) {
    String where = "--state " + link.input + "=" + link.output;
    Optional<Integer> input = index(graph.inputs(), link.input);
    Optional<Integer> output = index(graph.outputs(), link.output);
    if (input.isEmpty()) {
      problems.add(Code.E409, where, "The network has no input \"" + link.input + "\"; it has " + names(graph.inputs()) + ".");
    }
    if (output.isEmpty()) {
      problems.add(Code.E409, where, "The network has no output \"" + link.output + "\"; it has " + names(graph.outputs()) + ".");
    }
    if (input.isPresent() && output.isPresent()) {
      TensorType before = graph.inputs().get(input.get()).type();
      TensorType after = graph.outputs().get(output.get()).type();
      if (before.dtype() != after.dtype() || !before.shape().equals(after.shape())) {
        problems.add(Code.E409, where, "The input is " + before + ", the output " + after + ": a state has one shape and one type.");
      }
    }
    if (!isFirst(link)) {
      problems.add(Code.E409, where, "An input or output is in two states.");
    }
  }

  private boolean isFirst(Link link) {
    Set<String> inputs = new HashSet<>();
    Set<String> outputs = new HashSet<>();
    for (Link other : links.subList(0, links.indexOf(link))) {
      inputs.add(other.input);
      outputs.add(other.output);
    }
    boolean once = links.indexOf(link) == links.lastIndexOf(link);
    return once && !inputs.contains(link.input) && !outputs.contains(link.output);
  }

  private static String names(List<Value> values) {
    return values.stream().map(value -> "\"" + value.name() + "\" " + value.type()).collect(Collectors.joining(", "));
  }

  private static void requireResults(Graph graph, States states) {
    List<String> kept = new ArrayList<>(states.pairs().stream().map(pair -> graph.outputs().get(pair.output()).name()).toList());
    if (states.results(graph.outputs()).isEmpty()) {
      throw new ProblemException(
          Code.E409, "--state", "All outputs are states, so that nothing comes out: " + String.join(", ", kept) + ".",
          "Add --state-outputs, so that they are results too.");
    }
  }
}
