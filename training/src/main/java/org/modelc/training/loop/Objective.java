package org.modelc.training.loop;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.modelc.training.Teacher;
import org.modelc.training.engine.Scalars;

/** The loss: cross entropy with the labels, and with a teacher the divergence of the softened probabilities from the teacher's. */
final class Objective {
  private static final int[] CLASSES = {1};

  private final Optional<Teacher> teacher;

  Objective(Optional<Teacher> teacher) {
    this.teacher = teacher;
  }

  /**
   * The loss of each sample, [samples].
   *
   * @param scores [samples, classes]
   * @param oneHot [samples, classes], rows of zeros for samples without label
   * @param teacherScores [samples, classes], where there is a teacher
   */
  NDArray losses(NDArray scores, NDArray oneHot, Optional<NDArray> teacherScores) {
    if (teacher.isEmpty()) {
      return labelLosses(scores, oneHot);
    }
    double share = teacher.get().share();
    NDArray divergence = divergence(scores, teacherScores.orElseThrow(), teacher.get().temperature());
    return share == 1 ? divergence : divergence.mul(Scalars.of(scores, share))
        .add(labelLosses(scores, oneHot).mul(Scalars.of(scores, 1 - share)));
  }

  private static NDArray labelLosses(NDArray scores, NDArray oneHot) {
    return scores.logSoftmax(1).mul(oneHot).sum(CLASSES).neg();
  }

  /** Multiplied by the square of the temperature, so that the share of the labels does not depend on it. */
  private static NDArray divergence(NDArray scores, NDArray teacherScores, double temperature) {
    NDArray divisor = Scalars.of(scores, temperature);
    NDArray wanted = teacherScores.div(divisor).softmax(1);
    NDArray logWanted = teacherScores.div(divisor).logSoftmax(1);
    NDArray logActual = scores.div(divisor).logSoftmax(1);
    return wanted.mul(logWanted.sub(logActual)).sum(CLASSES).mul(divisor.square());
  }
}
