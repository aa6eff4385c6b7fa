package org.modelc.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.modelc.ir.Value;
import org.modelc.quant.Score;
import org.modelc.training.Teacher;

/** A network with its data, its loss and perhaps its teacher: computes losses and how many samples are right. */
final class Classroom {
  private static final int EVALUATION_BATCH = 200;

  private final TrainableGraph student;
  private final Optional<TeacherScores> teacher;
  private final Optional<FeatureLoss> features;
  private final LearningData data;
  private final Objective objective;

  Classroom(
      TrainableGraph student, Optional<TrainableGraph> teacherGraph, Optional<Teacher> teacher, Optional<FeatureLoss> features, LearningData data) {
    this.student = student;
    this.teacher = teacherGraph.map(graph -> new TeacherScores(graph, data.size()));
    this.features = features;
    this.data = data;
    this.objective = new Objective(teacher);
  }

  /**
   * The mean loss of samples [first, last) of {@code order}, a scalar of {@code manager}.
   *
   * @param variant which of the copies that {@code augmenter} makes of each sample
   */
  NDArray loss(NDManager manager, int[] order, int first, int last, Augmenter augmenter, int variant) {
    List<NDArray> inputs = data.batch(manager, order, first, last, (sample, index) -> augmenter.change(sample, index, variant));
    int copy = augmenter.changesSamples() ? variant : TeacherScores.ORIGINAL;
    Optional<NDArray> wanted = teacher.map(scores -> scores.of(manager, inputs, order, first, last, copy));
    Map<Value, NDArray> values = student.values(manager, inputs);
    NDArray loss = losses(manager, order, first, last, student.scores(values), wanted).mean();
    return features.map(layers -> loss.add(layers.of(manager, inputs, values))).orElse(loss);
  }

  private NDArray losses(NDManager manager, int[] order, int first, int last, NDArray scores, Optional<NDArray> teacherScores) {
    int classes = student.classes();
    NDArray oneHot = manager.create(data.oneHot(order, first, last, classes), new Shape(last - first, classes));
    return objective.losses(scores, oneHot, teacherScores);
  }

  /** Loss and score of the held-out samples. */
  Evaluation evaluate(NDManager parent) {
    int[] order = data.heldOut();
    double loss = 0;
    int hits = 0;
    for (int first = 0; first < order.length; first += EVALUATION_BATCH) {
      int start = first;
      int last = Math.min(first + EVALUATION_BATCH, order.length);
      try (NDManager manager = parent.newSubManager()) {
        List<NDArray> inputs = data.batch(manager, order, first, last, LearningData.Change.NONE);
        NDArray scores = student.scores(manager, inputs);
        Optional<NDArray> wanted = teacher.map(known -> known.of(manager, inputs, order, start, last, TeacherScores.ORIGINAL));
        loss += losses(manager, order, first, last, scores, wanted).sum().getFloat();
        hits += hits(order, first, scores, wanted);
      }
    }
    return new Evaluation((float) (loss / order.length), new Score(hits, order.length));
  }

  /** A sample without label is right if the teacher's class is named. */
  private int hits(int[] order, int first, NDArray scores, Optional<NDArray> teacherScores) {
    long[] named = scores.argMax(1).toLongArray();
    Optional<long[]> teachers = teacherScores.map(array -> array.argMax(1).toLongArray());
    int hits = 0;
    for (int i = 0; i < named.length; i++) {
      int label = data.label(order[first + i]);
      long wanted = label != LearningData.UNKNOWN || teachers.isEmpty() ? label : teachers.get()[i];
      hits += named[i] == wanted ? 1 : 0;
    }
    return hits;
  }
}
