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
 * @param sparsity the part of all weights that is zero when two thirds of the run are over, above 0 and below 1; it grows from what is zero
 *     before, quickly first and slowly then, and what is zero stays so
 * @param quantisation whether the network learns to compute with S8 activations and such weights; the result is a graph of integers then
 * @param checkpoint where the state is kept
 */
public record TrainingTask(
    Graph graph, SampleSet samples, TrainingOptions options, Optional<Teacher> teacher, Optional<Double> sparsity,
    Optional<WeightFormat> quantisation, Optional<CheckpointFile> checkpoint) {

  public TrainingTask {
    sparsity.ifPresent(TrainingTask::requireSparsity);
  }

  /** @throws IllegalArgumentException if it is not between 0 and 1 */
  public static void requireSparsity(double part) {
    if (!(part > 0 && part < 1)) {
      throw new IllegalArgumentException("sparsity " + part);
    }
  }

  /** Training with labels. */
  public static TrainingTask of(Graph graph, SampleSet samples, TrainingOptions options) {
    return new TrainingTask(graph, samples, options, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public TrainingTask withTeacher(Teacher newTeacher) {
    return new TrainingTask(graph, samples, options, Optional.of(newTeacher), sparsity, quantisation, checkpoint);
  }

  public TrainingTask withCheckpoint(CheckpointFile newCheckpoint) {
    return new TrainingTask(graph, samples, options, teacher, sparsity, quantisation, Optional.of(newCheckpoint));
  }

  public TrainingTask withQuantisation(WeightFormat format) {
    return new TrainingTask(graph, samples, options, teacher, sparsity, Optional.of(format), checkpoint);
  }

  public TrainingTask withSparsity(double part) {
    return new TrainingTask(graph, samples, options, teacher, Optional.of(part), quantisation, checkpoint);
  }
}
