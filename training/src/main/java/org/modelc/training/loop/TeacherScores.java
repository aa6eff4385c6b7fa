package org.modelc.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;

/** What a teacher says; of samples that are not changed it is asked once. */
final class TeacherScores {
  private final TrainableGraph teacher;
  private final float[][] known;

  /** @param samples how many there are */
  TeacherScores(TrainableGraph teacher, int samples) {
    this.teacher = teacher;
    this.known = new float[samples][];
  }

  /**
   * The teacher's scores of samples [first, last) of {@code order}, [samples, classes].
   *
   * @param changed whether {@code inputs} are changed samples
   */
  NDArray of(NDManager manager, List<NDArray> inputs, int[] order, int first, int last, boolean changed) {
    if (changed) {
      return teacher.scores(manager, inputs).stopGradient();
    }
    if (!areKnown(order, first, last)) {
      ask(manager, inputs, order, first, last);
    }
    int classes = teacher.classes();
    float[] rows = new float[(last - first) * classes];
    for (int i = first; i < last; i++) {
      System.arraycopy(known[order[i]], 0, rows, (i - first) * classes, classes);
    }
    return manager.create(rows, new Shape(last - first, classes));
  }

  private boolean areKnown(int[] order, int first, int last) {
    for (int i = first; i < last; i++) {
      if (known[order[i]] == null) {
        return false;
      }
    }
    return true;
  }

  private void ask(NDManager manager, List<NDArray> inputs, int[] order, int first, int last) {
    float[] rows = teacher.scores(manager, inputs).stopGradient().toFloatArray();
    int classes = teacher.classes();
    for (int i = first; i < last; i++) {
      known[order[i]] = Arrays.copyOfRange(rows, (i - first) * classes, (i - first + 1) * classes);
    }
  }
}
