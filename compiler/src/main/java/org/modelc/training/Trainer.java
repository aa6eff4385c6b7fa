package org.modelc.training;

import java.util.ServiceLoader;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/** Trains networks. The module {@code training} has the implementation, so that compiling does not need the engine. */
public interface Trainer {
  /**
   * Trains a classifier.
   *
   * @throws ProblemException E306 for labels that do not fit, E601 for a network that the engine cannot compute, E602 if the loss becomes
   *     NaN or infinite, E603 for too few samples, E604 for a checkpoint of another run, E605 for a teacher that does not fit
   */
  TrainingResult train(TrainingTask task, TrainingListener listener);

  /**
   * The trainer on the class path.
   *
   * @throws ProblemException E505 if there is none
   */
  static Trainer load() {
    return ServiceLoader.load(Trainer.class).findFirst().orElseThrow(() -> new ProblemException(
        Code.E505, "", "The module training is not on the class path.", "Start modelc with ./modelc, which adds it."));
  }
}
