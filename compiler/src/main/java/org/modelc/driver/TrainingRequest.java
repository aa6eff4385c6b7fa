package org.modelc.driver;

import java.nio.file.Path;
import org.modelc.data.Preprocessing;
import org.modelc.onnx.ImportOptions;
import org.modelc.training.TrainingOptions;

/**
 * A network that is to be trained, from file to file.
 *
 * @param model the ONNX file
 * @param data training samples with labels
 * @param preprocessing what is done to their numbers
 * @param out the ONNX file to write; the run's state is beside it until then
 * @param resume whether a run that was interrupted goes on
 */
public record TrainingRequest(
    Path model, ImportOptions importing, Path data, Preprocessing preprocessing, TrainingOptions options, Path out, boolean resume) {

  /** Where a run keeps its state until it has ended. */
  public Path checkpoint() {
    return out.resolveSibling(out.getFileName() + ".checkpoint.npz");
  }
}
