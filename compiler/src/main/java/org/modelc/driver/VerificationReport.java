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
 * @param referenceAccuracy top-1 accuracy before quantisation, or of ONNX Runtime where the file was quantised or stays in floats; empty without
 *     labels or classes
 * @param accuracy top-1 accuracy of what is compiled; empty without labels or classes
 * @param agreement how often both name the same class; empty without classes
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
    Optional<Score> referenceAccuracy,
    Optional<Score> accuracy,
    Optional<Score> agreement,
    List<LayerQuality> layers,
    List<TargetVerdict> targets) {

  /** Whether every target gave what the interpreter gives. */
  public boolean passed() {
    return targets.stream().allMatch(TargetVerdict::passed);
  }
}
