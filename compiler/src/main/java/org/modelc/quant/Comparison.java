package org.modelc.quant;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.reference.Interpreter;

/**
 * What two forms of a network, usually the float and the quantised one, make of the same samples.
 *
 * @param referenceAccuracy top-1 accuracy of the first form; empty without labels or classes, as is the candidate's
 * @param candidateAccuracy top-1 accuracy of the second form
 * @param agreement for how many samples both name the same class; empty without classes
 * @param signalToNoise for each value of equal name and shape in both, in order of execution, inputs first; masked elements do not count
 */
public record Comparison(
    Optional<Score> referenceAccuracy,
    Optional<Score> candidateAccuracy,
    Optional<Score> agreement,
    Map<String, SignalToNoise> signalToNoise) {

  public Comparison {
    signalToNoise = Collections.unmodifiableMap(new LinkedHashMap<>(signalToNoise));
  }

  /** Samples that one thread takes at a time. */
  private static final int BATCH = 16;

  /** @param samples for the inputs of {@code reference} */
  public static Comparison of(Graph reference, Graph candidate, SampleSet samples) {
    return of(reference, reference, candidate, samples);
  }

  /** As {@link #of(Graph, Graph, SampleSet)} where the second form gets samples of its own, as its states differ. */
  public static Comparison of(Graph reference, Graph candidate, SampleSet samples, SampleSet candidateSamples) {
    return of(new Run(reference, reference, candidate, samples, candidateSamples));
  }

  /**
   * As {@link #of(Graph, Graph, SampleSet)}; values are compared with those of another form of {@code reference} where that has them.
   *
   * @param aligned whose values {@code candidate} approximates; its inputs are those of {@code reference}
   */
  public static Comparison of(Graph reference, Graph aligned, Graph candidate, SampleSet samples) {
    return of(new Run(reference, aligned, candidate, samples, samples.forGraph(candidate)));
  }

  private static Comparison of(Run run) {
    List<Tally> tallies = IntStream.range(0, (run.samples.size() + BATCH - 1) / BATCH).parallel().mapToObj(run::batch).toList();
    Tally total = new Tally();
    tallies.forEach(total::add);
    return total.comparison(run);
  }

  /** What is the same for all samples. */
  private static final class Run {
    private final Interpreter reference;
    private final Interpreter aligned;
    private final Interpreter candidate;
    private final SampleSet samples;
    private final SampleSet candidateSamples;
    private final Optional<Classification> referenceClasses;
    private final Optional<Classification> candidateClasses;
    private final boolean hasLabels;
    private final MaskPaths masks;

    Run(Graph reference, Graph aligned, Graph candidate, SampleSet samples, SampleSet candidateSamples) {
      this.reference = new Interpreter(reference);
      this.aligned = aligned == reference ? this.reference : new Interpreter(aligned);
      this.candidate = new Interpreter(candidate);
      this.samples = samples;
      this.candidateSamples = candidateSamples;
      this.referenceClasses = Classification.of(reference);
      this.candidateClasses = Classification.of(candidate);
      this.hasLabels = samples.labels().isPresent();
      this.masks = MaskPaths.of(aligned);
    }

    boolean hasClasses() {
      return referenceClasses.isPresent() && candidateClasses.isPresent();
    }

    /** Sums over one batch, whose order is fixed so that the result does not depend on the number of threads. */
    Tally batch(int batch) {
      Tally tally = new Tally();
      int end = Math.min((batch + 1) * BATCH, samples.size());
      IntStream.range(batch * BATCH, end).forEach(sample -> run(sample, tally));
      return tally;
    }

    private void run(int sample, Tally tally) {
      Map<String, Tensor> exact = new HashMap<>();
      List<Tensor> expected = reference.run(samples.sample(sample), (value, tensor) -> exact.put(value.name(), tensor));
      if (aligned != reference) {
        aligned.run(samples.sample(sample), (value, tensor) -> exact.put(value.name(), tensor));
      }
      List<Tensor> actual = candidate.run(
          candidateSamples.sample(sample), (value, tensor) -> tally.compare(value, Optional.ofNullable(exact.get(value.name())), tensor, masks));
      if (hasClasses()) {
        tally.count(
            referenceClasses.get().classOf(expected), candidateClasses.get().classOf(actual), samples.labels().map(all -> all.get(sample)));
      }
    }
  }

  private static final class Tally {
    private Score reference = new Score(0, 0);
    private Score candidate = new Score(0, 0);
    private Score agreement = new Score(0, 0);
    private final Map<String, SignalToNoise> signalToNoise = new LinkedHashMap<>();

    void compare(Value value, Optional<Tensor> exact, Tensor actual, MaskPaths masks) {
      boolean real = value.type().dtype().isFloat() || value.type().isQuantised();
      exact.filter(tensor -> real && tensor.shape().equals(actual.shape())).ifPresent(
          tensor -> signalToNoise.merge(value.name(), SignalToNoise.of(tensor, actual, masks.containsName(value.name())), SignalToNoise::plus));
    }

    void count(int expectedClass, int actualClass, Optional<Integer> label) {
      agreement = agreement.plus(trial(expectedClass == actualClass));
      label.filter(known -> known >= 0).ifPresent(known -> {
        reference = reference.plus(trial(expectedClass == known));
        candidate = candidate.plus(trial(actualClass == known));
      });
    }

    private static Score trial(boolean hit) {
      return new Score(hit ? 1 : 0, 1);
    }

    void add(Tally other) {
      reference = reference.plus(other.reference);
      candidate = candidate.plus(other.candidate);
      agreement = agreement.plus(other.agreement);
      other.signalToNoise.forEach((name, ratio) -> signalToNoise.merge(name, ratio, SignalToNoise::plus));
    }

    Comparison comparison(Run run) {
      boolean rated = run.hasClasses() && run.hasLabels;
      return new Comparison(
          rated ? Optional.of(reference) : Optional.empty(),
          rated ? Optional.of(candidate) : Optional.empty(),
          run.hasClasses() ? Optional.of(agreement) : Optional.empty(),
          signalToNoise);
    }
  }
}
