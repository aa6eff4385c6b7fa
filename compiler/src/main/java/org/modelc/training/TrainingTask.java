package org.modelc.training;

import java.util.Optional;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;

/**
 * What is to be trained, on what, and how.
 *
 * @param graph optimised, in floats
 * @param samples for the inputs of {@code graph}, with labels unless there is a teacher
 * @param teacher whose scores are to be learnt
 * @param checkpoint where the state is kept
 */
public record TrainingTask(
    Graph graph, SampleSet samples, TrainingOptions options, Optional<Teacher> teacher, Optional<CheckpointFile> checkpoint) {

  /** Training with labels. */
  public static TrainingTask of(Graph graph, SampleSet samples, TrainingOptions options) {
    return new TrainingTask(graph, samples, options, Optional.empty(), Optional.empty());
  }

  public TrainingTask withTeacher(Teacher newTeacher) {
    return new TrainingTask(graph, samples, options, Optional.of(newTeacher), checkpoint);
  }

  public TrainingTask withCheckpoint(CheckpointFile newCheckpoint) {
    return new TrainingTask(graph, samples, options, teacher, Optional.of(newCheckpoint));
  }
}
