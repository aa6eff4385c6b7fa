package org.modelc.quant;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.problem.Problems;

/**
 * Prints float and int8 accuracy of the labelled shared networks for several ways to choose ranges. Takes minutes; run it with
 * {@code java -cp 'compiler/target/classes:compiler/target/test-classes:compiler/target/lib/*' org.modelc.quant.AccuracyBenchmark [MODEL...]}
 * and the JUnit jars on the class path.
 */
final class AccuracyBenchmark {
  private AccuracyBenchmark() {}

  public static void main(String[] arguments) {
    Map<String, QuantisationOptions> variants = new LinkedHashMap<>();
    variants.put("minmax", QuantisationOptions.DEFAULT.withMethod(RangeMethod.MIN_MAX));
    variants.put("least", QuantisationOptions.DEFAULT.withMethod(RangeMethod.LEAST_ERROR));
    for (LabelledModel model : LabelledModel.values()) {
      if (arguments.length == 0 || Set.of(arguments).contains(model.name())) {
        print(model, variants);
      }
    }
  }

  private static void print(LabelledModel model, Map<String, QuantisationOptions> variants) {
    Graph graph = model.graph();
    SampleSet samples = model.testSamples(graph).range(0, Integer.getInteger("samples", Integer.MAX_VALUE));
    Calibration calibration = Calibration.of(graph, model.calibrationSamples(graph));
    variants.forEach((name, options) -> {
      Graph quantised = Pipeline.run(
          Pipeline.FINISH, Quantiser.quantise(graph, calibration, options, new Problems()), PassOptions.DEFAULT);
      Comparison comparison = Comparison.of(graph, quantised, samples);
      System.out.printf(Locale.ROOT, "%-10s %-10s float %.2f int8 %.2f agreement %.2f output SQNR %.1f dB%n", model, name,
          100 * comparison.referenceAccuracy().orElseThrow().ratio(), 100 * comparison.candidateAccuracy().orElseThrow().ratio(),
          100 * comparison.agreement().orElseThrow().ratio(), decibels(comparison, graph));
    });
  }

  private static double decibels(Comparison comparison, Graph graph) {
    return graph.outputs().stream().map(output -> comparison.signalToNoise().get(output.name()))
        .filter(ratio -> ratio != null).mapToDouble(SignalToNoise::decibels).findFirst().orElse(Double.NaN);
  }
}
