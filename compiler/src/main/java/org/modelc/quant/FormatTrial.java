package org.modelc.quant;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.Value;
import org.modelc.problem.Problems;
import org.modelc.reference.Interpreter;

/** Quantises a network with formats that are tried and says what they cost. Weights are rounded to the nearest, which is fast. */
final class FormatTrial {
  /** Samples on which the error of the results is measured. */
  private static final int ERROR_SAMPLES = 32;

  private final Graph floats;
  private final Calibration calibration;
  private final Function<Value, Range> ranges;
  private final QuantisationOptions options;
  private final SampleSet errorSamples;
  private final ResultError error;
  private final Optional<Classification> classification;
  private final int[] classes;

  FormatTrial(Graph floats, Calibration calibration, QuantisationOptions options) {
    this.floats = floats;
    this.calibration = calibration;
    this.ranges = remembered(options.method().ranges(floats, calibration));
    this.options = options.withRounding(Rounding.NEAREST);
    this.errorSamples = PostTraining.spread(calibration.samples(), ERROR_SAMPLES);
    this.error = ResultError.of(floats, errorSamples);
    this.classification = Classification.of(floats);
    this.classes = classification.isPresent() ? classes(floats) : new int[0];
  }

  private static Function<Value, Range> remembered(Function<Value, Range> ranges) {
    Map<Value, Range> known = new HashMap<>();
    return value -> known.computeIfAbsent(value, ranges);
  }

  Graph quantised(Map<String, LayerFormat> formats) {
    return Quantiser.quantise(floats, calibration, ranges, options.withExceptions(formats), new Problems());
  }

  /** Energy of the error of the network's results over that of the results. */
  double error(Map<String, LayerFormat> formats) {
    return Arrays.stream(error.errors(quantised(formats), errorSamples)).average().orElse(0) / Math.max(1, ResultError.results(floats).size());
  }

  boolean hasClasses() {
    return classification.isPresent();
  }

  /** Of a hundred samples, how many get another class than from the float network. */
  double changedClasses(Map<String, LayerFormat> formats) {
    int[] actual = classes(quantised(formats));
    long changed = IntStream.range(0, actual.length).filter(sample -> actual[sample] != classes[sample]).count();
    return 100.0 * changed / Math.max(1, actual.length);
  }

  private int[] classes(Graph graph) {
    Interpreter interpreter = new Interpreter(graph);
    SampleSet samples = calibration.samples().forGraph(graph);
    return IntStream.range(0, samples.size()).parallel()
        .map(sample -> classification.get().classOf(interpreter.run(samples.sample(sample)))).toArray();
  }
}
