package org.modelc.report;

import java.util.List;
import org.modelc.Version;
import org.modelc.c.GeneratedModel;
import org.modelc.c.LayerSummary;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.plan.MemoryPlan;
import org.modelc.target.Target;

/**
 * The facts about generated C.
 *
 * @param modelc version of the compiler
 * @param name the model's name in C
 * @param target name of the target
 * @param totals what the whole model takes
 * @param floatingPointLayers nodes that compute in floating point although others compute in integers
 * @param files names of all files that belong to the model
 * @param layers every step in execution order
 */
public record Report(
    String modelc,
    String name,
    String target,
    Totals totals,
    List<String> floatingPointLayers,
    List<String> files,
    List<LayerSummary> layers) {

  public Report {
    floatingPointLayers = List.copyOf(floatingPointLayers);
    files = List.copyOf(files);
    layers = List.copyOf(layers);
  }

  /** @param graph the one that {@code plan} and {@code model} were made from */
  public static Report of(Graph graph, MemoryPlan plan, Target target, GeneratedModel model) {
    return new Report(
        Version.TEXT,
        model.name(),
        target.name(),
        Totals.of(model, plan, target),
        FloatLayers.amongIntegers(graph).stream().map(Node::name).toList(),
        List.copyOf(model.allFiles().keySet()),
        model.layers());
  }
}
