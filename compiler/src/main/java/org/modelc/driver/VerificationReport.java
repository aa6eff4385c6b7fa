package org.modelc.driver;

import java.util.List;
import java.util.Optional;
import org.modelc.quant.Score;

/**
 * What a verification showed.
 *
 * @param model the file's name
 * @param macs multiply-accumulate operations of one inference
 * @param samples number of samples for accuracy; targets ran the first of them
 * @param samplesFrom where the samples come from, for people
 * @param onnxRuntime the import against ONNX Runtime
 * @param accuracy top-1 accuracy of what is compiled; empty without labels or classes
 * @param layers signal-to-noise ratio of the layers that modelc has quantised, in order of execution
 * @param targets one verdict for each target
 */
public record VerificationReport(
    String model,
    Precision dtype,
    long macs,
    int samples,
    String samplesFrom,
    RuntimeAgreement onnxRuntime,
    Optional<Score> accuracy,
    List<LayerQuality> layers,
    List<TargetVerdict> targets) {

  /** Whether every target gave what the interpreter gives. */
  public boolean passed() {
    return targets.stream().allMatch(TargetVerdict::passed);
  }
}
