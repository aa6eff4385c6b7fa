package org.modelc.report;

import java.util.List;
import org.modelc.Version;
import org.modelc.c.GeneratedModel;
import org.modelc.c.LayerSummary;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.kpu.KpuReport;
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
 * @param kpuLayers what runs on an accelerator, with predicted cycles; empty where the target has none
 * @param kpuRefusals nodes that the accelerator could not take, with the reason; empty where the target has none
 * @param kpuInput how the model's input comes into the accelerator's memory; null where it has no layers
 * @param files names of all files that belong to the model
 * @param layers every step in execution order
 */
public record Report(
    String modelc,
    String name,
    String target,
    Totals totals,
    List<String> floatingPointLayers,
    List<KpuReport.Layer> kpuLayers,
    List<KpuReport.Refusal> kpuRefusals,
    KpuReport.Input kpuInput,
    List<String> files,
    List<LayerSummary> layers) {

  public Report {
    floatingPointLayers = List.copyOf(floatingPointLayers);
    kpuLayers = List.copyOf(kpuLayers);
    kpuRefusals = List.copyOf(kpuRefusals);
    files = List.copyOf(files);
    layers = List.copyOf(layers);
  }

  /** @param graph the one that {@code plan} and {@code model} were made from */
  public static Report of(Graph graph, MemoryPlan plan, Target target, GeneratedModel model) {
    KpuReport kpu = target.has("kpu") ? KpuReport.of(graph) : KpuReport.NONE;
    return new Report(
        Version.TEXT,
        model.name(),
        target.name(),
        Totals.of(model, plan, target),
        FloatLayers.amongIntegers(graph).stream().map(Node::name).toList(),
        kpu.layers(),
        kpu.onCpu(),
        kpu.input().orElse(null),
        List.copyOf(model.allFiles().keySet()),
        model.layers());
  }
}
