package org.modelc.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a teacher says of samples and of their changed copies; it is asked once about each. */
final class TeacherScores {
  /** The variant that is the sample itself. */
  static final int ORIGINAL = -1;

  private final TrainableGraph teacher;
  private final int samples;
  /** Scores by variant and sample. */
  private final Map<Integer, float[][]> known = new HashMap<>();

  /** @param samples how many there are */
  TeacherScores(TrainableGraph teacher, int samples) {
    this.teacher = teacher;
    this.samples = samples;
  }

  /**
   * The teacher's scores of samples [first, last) of {@code order}, [samples, classes].
   *
   * @param inputs the samples, or copies of them
   * @param variant which copies they are, or {@link #ORIGINAL}
   */
  NDArray of(NDManager manager, List<NDArray> inputs, int[] order, int first, int last, int variant) {
    float[][] scores = known.computeIfAbsent(variant, key -> new float[samples][]);
    if (IntStream.range(first, last).anyMatch(i -> scores[order[i]] == null)) {
      ask(manager, inputs, scores, order, first);
    }
    int classes = teacher.classes();
    float[] rows = new float[(last - first) * classes];
    for (int i = first; i < last; i++) {
      System.arraycopy(scores[order[i]], 0, rows, (i - first) * classes, classes);
    }
    return manager.create(rows, new Shape(last - first, classes));
  }

  private void ask(NDManager manager, List<NDArray> inputs, float[][] scores, int[] order, int first) {
    float[] rows = teacher.scores(manager, inputs).stopGradient().toFloatArray();
    int classes = teacher.classes();
    for (int row = 0; row < rows.length / classes; row++) {
      scores[order[first + row]] = Arrays.copyOfRange(rows, row * classes, (row + 1) * classes);
    }
  }
}
