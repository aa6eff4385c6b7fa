package org.modelc.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.modelc.data.SampleSet;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.training.engine.GraphOnEngine;

/** Samples as arrays of floats (integers up to 2^24 too), in two parts: one to learn from and one that is held out. */
final class LearningData {
  /** No label: the sample counts for the teacher's scores only. */
  static final int UNKNOWN = -1;

  /** With fewer held-out samples one of them decides too much. */
  private static final int FEWEST_HELD_OUT = 5;

  private final List<Value> inputs;
  private final List<float[][]> samples;
  private final int[] labels;
  private final int[] training;
  private final int[] heldOut;

  private LearningData(List<Value> inputs, List<float[][]> samples, int[] labels, int[] training, int[] heldOut) {
    this.inputs = inputs;
    this.samples = samples;
    this.labels = labels;
    this.training = training;
    this.heldOut = heldOut;
  }

  /**
   * Splits the samples at random.
   *
   * @param labelsNeeded whether samples without label are of no use
   * @throws ProblemException E306 if labels are missing or not below {@code classes}, E601 for inputs that the engine does not have, E603
   */
  static LearningData of(Graph graph, SampleSet set, int classes, boolean labelsNeeded, double holdout, long seed) {
    requireEngineTypes(graph);
    int[] labels = labels(set, classes, labelsNeeded);
    List<Integer> usable = new ArrayList<>(
        IntStream.range(0, set.size()).filter(sample -> !labelsNeeded || labels[sample] != UNKNOWN).boxed().toList());
    Collections.shuffle(usable, new Random(seed));
    int held = (int) Math.round(usable.size() * holdout);
    if (held < FEWEST_HELD_OUT || usable.size() - held < classes) {
      throw new ProblemException(Code.E603, "", "Of " + usable.size() + " usable samples " + held + " are held out; at least "
          + FEWEST_HELD_OUT + " are needed there, and " + classes + " to learn from.");
    }
    List<float[][]> samples = IntStream.range(0, set.size()).mapToObj(sample -> floats(set, sample)).toList();
    return new LearningData(graph.inputs(), samples, labels, indices(usable.subList(held, usable.size())), indices(usable.subList(0, held)));
  }

  private static void requireEngineTypes(Graph graph) {
    for (Value input : graph.inputs()) {
      if (input.type().isQuantised() || !GraphOnEngine.hasType(input)) {
        throw new ProblemException(Code.E601, "input \"" + input.name() + "\"", "The training engine does not take " + input.type() + ".");
      }
    }
  }

  private static int[] labels(SampleSet set, int classes, boolean needed) {
    Optional<List<Integer>> given = set.labels();
    if (given.isEmpty() && needed) {
      throw new ProblemException(Code.E306, "", "The data has no labels (array \"y\"), which training needs.");
    }
    int[] labels = new int[set.size()];
    for (int sample = 0; sample < labels.length; sample++) {
      int label = given.isPresent() ? given.get().get(sample) : UNKNOWN;
      if (label >= classes) {
        throw new ProblemException(
            Code.E306, "sample " + sample, "Its label is " + label + ", but the network has the classes 0 to " + (classes - 1) + ".");
      }
      labels[sample] = Math.max(label, UNKNOWN);
    }
    return labels;
  }

  private static float[][] floats(SampleSet set, int sample) {
    return set.sample(sample).stream().map(LearningData::floats).toArray(float[][]::new);
  }

  private static float[] floats(Tensor tensor) {
    if (tensor.type().dtype() == DType.F32) {
      return tensor.floats();
    }
    float[] floats = new float[tensor.elements()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = tensor.integer(i);
    }
    return floats;
  }

  private static int[] indices(List<Integer> samples) {
    return samples.stream().mapToInt(Integer::intValue).toArray();
  }

  /** All samples, used or not. */
  int size() {
    return samples.size();
  }

  int[] heldOut() {
    return heldOut;
  }

  int trainingSize() {
    return training.length;
  }

  /** The training samples in the order of epoch {@code epoch}. */
  int[] order(long seed, int epoch) {
    List<Integer> order = new ArrayList<>(IntStream.of(training).boxed().toList());
    Collections.shuffle(order, Seeds.random(seed, epoch));
    return indices(order);
  }

  /** What becomes of samples before the network sees them. */
  @FunctionalInterface
  interface Change {
    Change NONE = (sample, index) -> sample;

    float[][] apply(float[][] sample, int index);
  }

  int label(int sample) {
    return labels[sample];
  }

  /** Samples [first, last) of {@code order}, one array an input, each changed by {@code change}. */
  List<NDArray> batch(NDManager manager, int[] order, int first, int last, Change change) {
    List<float[]> batches = inputs.stream().map(input -> new float[(last - first) * input.type().elements()]).toList();
    for (int i = first; i < last; i++) {
      float[][] sample = change.apply(samples.get(order[i]), order[i]);
      for (int input = 0; input < sample.length; input++) {
        System.arraycopy(sample[input], 0, batches.get(input), (i - first) * sample[input].length, sample[input].length);
      }
    }
    return IntStream.range(0, inputs.size())
        .mapToObj(input -> GraphOnEngine.inputs(manager, batches.get(input), last - first, inputs.get(input)))
        .toList();
  }

  /** Rows of zeros with a 1 at the label, if there is one: [last - first, classes]. */
  float[] oneHot(int[] order, int first, int last, int classes) {
    float[] rows = new float[(last - first) * classes];
    for (int i = first; i < last; i++) {
      if (labels[order[i]] != UNKNOWN) {
        rows[(i - first) * classes + labels[order[i]]] = 1;
      }
    }
    return rows;
  }
}
