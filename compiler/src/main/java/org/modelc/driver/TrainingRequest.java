package org.modelc.driver;

import java.nio.file.Path;
import java.util.Optional;
import org.modelc.data.Preprocessing;
import org.modelc.onnx.ImportOptions;
import org.modelc.prune.Narrowing;
import org.modelc.training.Teacher;
import org.modelc.training.TrainingOptions;
import org.modelc.training.TrainingTask;
import org.modelc.training.WeightFormat;

/**
 * A network that is to be trained, from file to file.
 *
 * @param model the ONNX file
 * @param data training samples, with labels unless there is a teacher
 * @param preprocessing what is done to their numbers
 * @param teacher whose scores are to be learnt
 * @param width the part of its channels with which the network is trained, a student made of {@code model}; empty for the network as it is
 * @param sparsity the part of its weights that is to be zero in the end; empty for a dense network
 * @param quantisation weights of the integer network that is wanted; empty for a float network
 * @param out the ONNX file to write; the run's state is beside it until then
 * @param resume whether a run that was interrupted goes on
 */
public record TrainingRequest(
    Path model, ImportOptions importing, Path data, Preprocessing preprocessing, TrainingOptions options,
    Optional<TeacherRequest> teacher, Optional<Double> width, Optional<Double> sparsity, Optional<WeightFormat> quantisation, Path out, boolean resume) {

  /** @throws IllegalArgumentException if the teacher's temperature or share, the width or the sparsity is out of range */
  public TrainingRequest {
    teacher.ifPresent(asked -> Teacher.requireValid(asked.temperature(), asked.share()));
    width.ifPresent(Narrowing::requireValid);
    sparsity.ifPresent(TrainingTask::requireSparsity);
  }

  /** Where a run keeps its state until it has ended. */
  public Path checkpoint() {
    return out.resolveSibling(out.getFileName() + ".checkpoint.npz");
  }
}
