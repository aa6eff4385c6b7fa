package org.modelc.quant;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.problem.Code;
import org.modelc.problem.Problems;
import org.modelc.reference.Interpreter;

/** What was seen of each F32 value of a graph, inputs included, over calibration samples; masked elements ({@link MaskPaths}) do not count. */
public final class Calibration {
  /** Parts of the samples that are watched in parallel: so many on every machine, as sums of floats depend on their order. */
  private static final int BATCHES = 8;

  private final Map<String, ActivationStatistics> statistics = new HashMap<>();
  private final SampleSet samples;
  private final MaskPaths masks;

  private Calibration(SampleSet samples, MaskPaths masks) {
    this.samples = samples;
    this.masks = masks;
  }

  /**
   * Runs {@code graph} on all samples, several at a time; the result does not depend on the number of threads.
   *
   * @param samples for this graph's inputs
   * @throws org.modelc.problem.ProblemException E303 if there are no samples, E304 if a value becomes NaN or infinite
   */
  public static Calibration of(Graph graph, SampleSet samples) {
    Problems problems = new Problems();
    if (samples.size() == 0) {
      problems.add(Code.E303, "", "there are no samples.");
    }
    Interpreter interpreter = new Interpreter(graph);
    MaskPaths masks = MaskPaths.of(graph);
    int batch = (samples.size() + BATCHES - 1) / BATCHES;
    List<Calibration> parts = IntStream.range(0, BATCHES).parallel()
        .mapToObj(part -> watch(interpreter, masks, samples.range(Math.min(part * batch, samples.size()), (part + 1) * batch))).toList();
    Calibration calibration = new Calibration(samples, masks);
    parts.forEach(calibration::merge);
    graph.nodes().forEach(node -> node.outputs().forEach(output -> calibration.requireFinite(output, problems)));
    problems.throwIfErrors();
    return calibration;
  }

  private static Calibration watch(Interpreter interpreter, MaskPaths masks, SampleSet samples) {
    Calibration calibration = new Calibration(samples, masks);
    IntStream.range(0, samples.size()).forEach(sample -> interpreter.run(samples.sample(sample), calibration::add));
    return calibration;
  }

  private void add(Value value, Tensor tensor) {
    if (value.type().dtype().isFloat()) {
      statistics.computeIfAbsent(value.name(), name -> new ActivationStatistics(value.shape())).add(masks.unmasked(value, tensor));
    }
  }

  private void merge(Calibration other) {
    other.statistics.forEach((name, seen) -> statistics.merge(name, seen, (ours, theirs) -> {
      ours.add(theirs);
      return ours;
    }));
  }

  private void requireFinite(Value value, Problems problems) {
    statistics(value.name()).filter(seen -> !seen.isFinite()).ifPresent(seen -> problems.add(
        Code.E304, "value \"" + value.name() + "\"", "it is NaN or infinite for a calibration sample."));
  }

  /** The samples that the graph ran on. */
  SampleSet samples() {
    return samples;
  }

  /** Empty for values that are not F32 and names that the graph does not have. */
  public Optional<ActivationStatistics> statistics(String valueName) {
    return Optional.ofNullable(statistics.get(valueName));
  }
}
