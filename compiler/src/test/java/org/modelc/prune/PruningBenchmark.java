package org.modelc.prune;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.quant.Comparison;
import org.modelc.quant.LabelledModel;

class PruningBenchmark {
  @Test
  void lenet() {
    structured(LabelledModel.LENET, 0.5);
  }

  @Test
  void teacher() {
    structured(LabelledModel.TEACHER, 0.5);
  }

  @Test
  void dscnn() {
    Graph graph = LabelledModel.DSCNN.graph();
    SampleSet train = LabelledModel.DSCNN.trainingSamples(graph).range(0, 1000);
    print("dscnn", graph, StructuredPruning.prune(graph, new StructuredOptions(Map.of(PruningTarget.MACS, 0.6), Importance.ACTIVATIONS, true), Optional.of(train)), LabelledModel.DSCNN.testSamples(graph));
  }

  private static void structured(LabelledModel model, double fraction) {
    Graph graph = model.graph();
    SampleSet train = model.trainingSamples(graph).range(0, 2000);
    SampleSet test = model.testSamples(graph);
    Map<PruningTarget, Double> targets = Map.of(PruningTarget.MACS, fraction, PruningTarget.PARAMETERS, fraction);
    for (Importance importance : Importance.values()) {
      for (boolean fit : new boolean[] {false, true}) {
        Graph pruned = StructuredPruning.prune(graph, new StructuredOptions(targets, importance, fit), Optional.of(train));
        print(model + " " + importance + " " + fit, graph, pruned, test);
      }
    }
  }

  private static void print(String name, Graph graph, Graph pruned, SampleSet test) {
    Comparison comparison = Comparison.of(graph, pruned, test);
    System.out.printf(Locale.ROOT, "%s before %s after %s MACs %.3f%n", name, comparison.referenceAccuracy().orElseThrow(),
        comparison.candidateAccuracy().orElseThrow(), (double) pruned.macs() / graph.macs());
    WeightedLayer.all(pruned).forEach(layer -> System.out.println("   " + layer.node().input(1)));
  }
}
