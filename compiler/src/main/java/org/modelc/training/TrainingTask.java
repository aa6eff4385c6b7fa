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
 * @param quantisation whether the network learns to compute with S8 activations and such weights; the result is a graph of integers then
 * @param checkpoint where the state is kept
 */
public record TrainingTask(
    Graph graph, SampleSet samples, TrainingOptions options, Optional<Teacher> teacher, Optional<WeightFormat> quantisation,
    Optional<CheckpointFile> checkpoint) {

  /** Training with labels. */
  public static TrainingTask of(Graph graph, SampleSet samples, TrainingOptions options) {
    return new TrainingTask(graph, samples, options, Optional.empty(), Optional.empty(), Optional.empty());
  }

  public TrainingTask withTeacher(Teacher newTeacher) {
    return new TrainingTask(graph, samples, options, Optional.of(newTeacher), quantisation, checkpoint);
  }

  public TrainingTask withCheckpoint(CheckpointFile newCheckpoint) {
    return new TrainingTask(graph, samples, options, teacher, quantisation, Optional.of(newCheckpoint));
  }

  public TrainingTask withQuantisation(WeightFormat format) {
    return new TrainingTask(graph, samples, options, teacher, Optional.of(format), checkpoint);
  }
}
