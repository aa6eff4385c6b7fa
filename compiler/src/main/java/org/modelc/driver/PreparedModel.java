package org.modelc.driver;

import java.util.List;
import java.util.stream.Stream;
import org.modelc.c.SourceDescription;
import org.modelc.ir.Graph;
import org.modelc.ir.Value;
import org.modelc.quant.LayerChoice;
import org.modelc.target.Target;

/**
 * The forms of a model on its way to C.
 *
 * @param source the file
 * @param imported as the file has it
 * @param optimised what the passes made of it; in floats where the file is
 * @param equalised {@code optimised}, or a form of it whose channels were made alike to be quantised; its values are those of {@code compiled}
 * @param compiled what C is generated from
 * @param formats that were chosen for the layers; empty if none were
 */
public record PreparedModel(
    SourceDescription source, Graph imported, Graph optimised, Graph equalised, Graph compiled, List<LayerChoice> formats) {

  /** As a target computes it. */
  PreparedModel forTarget(Target target) {
    return new PreparedModel(source, imported, optimised, equalised, TargetGraph.of(compiled, target), formats);
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
