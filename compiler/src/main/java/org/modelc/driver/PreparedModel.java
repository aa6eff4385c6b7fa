package org.modelc.driver;

import java.util.List;
import java.util.stream.Stream;
import org.modelc.c.SourceDescription;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.Value;
import org.modelc.quant.LayerChoice;
import org.modelc.state.StateSamples;
import org.modelc.state.States;
import org.modelc.target.Target;

/**
 * The forms of a model on its way to C.
 *
 * @param source the file
 * @param imported as the file has it
 * @param carrying {@code imported}, with further inputs and outputs behind its own where recurrent layers keep their states
 * @param states of {@code carrying} and all forms that come of it
 * @param optimised what the passes made of it; in floats where the file is
 * @param equalised {@code optimised}, or a form of it whose channels were made alike to be quantised; its values are those of {@code compiled}
 * @param compiled what C is generated from
 * @param formats that were chosen for the layers; empty if none were
 */
public record PreparedModel(
    SourceDescription source, Graph imported, Graph carrying, States states, Graph optimised, Graph equalised, Graph compiled, List<LayerChoice> formats) {

  /** As a target computes it. */
  PreparedModel forTarget(Target target) {
    return new PreparedModel(source, imported, carrying, states, optimised, equalised, TargetGraph.of(compiled, target), formats);
  }

  /**
   * Samples for all inputs of one of the model's forms, with the states that this form makes.
   *
   * @param arguments for the inputs that are no states
   */
  SampleSet samples(Graph form, SampleSet arguments) {
    return StateSamples.of(form, states, arguments);
  }

  /** {@link #carrying} without the inputs that are states, to find samples for. */
  Graph argumentsForm() {
    return StateSamples.argumentsOf(carrying, states);
  }

  /** Whether channels were made alike. */
  boolean isEqualised() {
    return equalised != optimised;
  }

  /** Whether modelc has quantised the model, so that {@link #optimised} is its float form. */
  public boolean isQuantisedHere() {
    return hasIntegers(compiled) && !hasIntegers(optimised);
  }

  /** Whether any tensor that is computed or given holds quantised integers. */
  static boolean hasIntegers(Graph graph) {
    return variables(graph).anyMatch(value -> value.type().isQuantised());
  }

  private static Stream<Value> variables(Graph graph) {
    return Stream.concat(graph.inputs().stream(), graph.nodes().stream().flatMap(node -> node.outputs().stream()));
  }
}
