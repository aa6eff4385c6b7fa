package org.modelc.training.loop;

import ai.djl.ndarray.NDManager;
import org.modelc.training.Trainer;
import org.modelc.training.TrainingListener;
import org.modelc.training.TrainingResult;
import org.modelc.training.TrainingTask;
import org.modelc.training.engine.NativeEngine;

/** Trains on the native engine. */
public final class EngineTrainer implements Trainer {
  @Override
  public TrainingResult train(TrainingTask task, TrainingListener listener) {
    NativeEngine.forgetHistory();
    try (NDManager manager = NativeEngine.newManager()) {
      return new TrainingRun(task, listener, manager).run();
    }
  }
}
