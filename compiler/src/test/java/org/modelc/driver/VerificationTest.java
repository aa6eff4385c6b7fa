package org.modelc.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.modelc.TestModels;
import org.modelc.data.Preprocessing;
import org.modelc.firmware.TestToolchain;
import org.modelc.problem.Problems;
import org.modelc.target.Targets;

/**
 * The networks of the shared folder, each on one target, so that every target has large ones; {@code modelc verify --targets all} runs the
 * whole matrix. Skipped where there is no such folder.
 */
class VerificationTest {
  private static final int SAMPLES = 1;

  /** What float results may differ from ONNX Runtime's, which sums in another order. */
  private static final double FLOAT_IMPORT = 1e-4;

  @ParameterizedTest
  @CsvSource({
    "trained/a-lenet-mnist/lenet_default_export.onnx, trained/a-lenet-mnist/calib.npz, cortex-m7",
    "trained/b-dscnn-cifar10/dscnn_bn_unfused_op17.onnx, trained/b-dscnn-cifar10/calib.npz, cortex-m33",
    "trained/c-cnn1d-har/har1d_dynamo_op18.onnx, trained/c-cnn1d-har/calib.npz, rv32imac",
    "trained/d-mlp-digits/pipeline_scaler_mlp_tanh_digits.onnx, trained/d-mlp-digits/calib.npz, cortex-m0plus",
    "trained/f-distill-mnist/student_undistilled_op17.onnx, trained/f-distill-mnist/student_calib.npz, cortex-m3",
    "trained/f-distill-mnist/teacher_op17.onnx, trained/f-distill-mnist/teacher_calib.npz, k210",
    "mlperf-tiny/kws_float.onnx, mlperf-tiny/golden_float_kws.npz, cortex-m4",
    "mlperf-tiny/resnet8_float.onnx, mlperf-tiny/golden_float_resnet8.npz, cortex-m55"
  })
  void quantisedHere(String model, String calibration, String target) {
    VerificationReport report = verify(request(model, Optional.of(calibration), Precision.INT8), target);

    assertThat(report.passed()).as("%s", report.targets()).isTrue();
    assertThat(report.targets().get(0).comparison().isExact()).isTrue();
    assertThat(report.onnxRuntime().largestError()).isLessThan(FLOAT_IMPORT);
    assertThat(report.layers()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "trained/g-int8-dscnn-cifar10/dscnn_int8_qdq_pc.onnx, cortex-m0plus",
    "trained/g-int8-dscnn-cifar10/dscnn_int8_qdq_pc_u8act.onnx, cortex-m7",
    "trained/g-int8-dscnn-cifar10/dscnn_int8_qdq_pt_sym.onnx, cortex-m33",
    "trained/g-int8-dscnn-cifar10/dscnn_int8_qoperator_pc.onnx, cortex-m55",
    "trained/g-int8-dscnn-cifar10/dscnn_int8_qoperator_u8act_pc.onnx, cortex-m4",
    "mlperf-tiny/kws_int8_qdq.onnx, k210",
    "mlperf-tiny/vww_int8_qdq.onnx, cortex-m55",
    "mlperf-tiny/resnet8_int8_qdq.onnx, rv32imac",
    "mlperf-tiny/ad_int8_qdq.onnx, cortex-m3",
    "mlperf-tiny/sww_int8_qdq.onnx, host"
  })
  void quantisedByItsAuthor(String model, String target) {
    VerificationReport report = verify(request(model, Optional.empty(), Precision.INT8), target);

    assertThat(report.targets().get(0).comparison().isExact()).as("%s", report.targets()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "mlperf-tiny/kws_float.onnx, cortex-m33",
    "mlperf-tiny/vww_float.onnx, k210",
    "mlperf-tiny/ad_float.onnx, cortex-m55",
    "mlperf-tiny/sww_float.onnx, rv32imac",
    "trained/b-dscnn-cifar10/dscnn_dynamo_op20.onnx, cortex-m7"
  })
  void inFloats(String model, String target) {
    VerificationReport report = verify(request(model, Optional.empty(), Precision.F32), target);

    assertThat(report.passed()).as("%s", report.targets()).isTrue();
    assertThat(report.onnxRuntime().largestError()).isLessThan(FLOAT_IMPORT);
  }

  private static ModelRequest request(String model, Optional<String> calibration, Precision precision) {
    Path file = shared(model);
    return calibration
        .map(samples -> ModelRequest.quantised(file, shared(samples), Preprocessing.NONE))
        .orElseGet(() -> ModelRequest.asIs(file, precision));
  }

  private static Path shared(String file) {
    return TestModels.requireShared("models/" + file);
  }

  private static VerificationReport verify(ModelRequest request, String target) {
    SampleSource random = new SampleSource(Optional.empty(), Preprocessing.NONE);
    return Verification.run(
        request, random, SAMPLES, List.of(Targets.find(target)), TestToolchain.shared(), new Problems(), Progress.SILENT);
  }
}
