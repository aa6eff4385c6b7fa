package org.modelc.onnx;

import org.modelc.TestModels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole networks from real exporters compute in the IR what they compute in ONNX Runtime. */
class SharedModelsTest {
  @ParameterizedTest
  @ValueSource(strings = {
    "mlperf-tiny/ad_float.onnx",
    "mlperf-tiny/kws_float.onnx",
    "mlperf-tiny/resnet8_float.onnx",
    "mlperf-tiny/sww_float.onnx",
    "mlperf-tiny/vww_float.onnx",
    "trained/a-lenet-mnist/lenet_default_export.onnx",
    "trained/a-lenet-mnist/lenet_dynamo_op18_dynbatch.onnx",
    "trained/a-lenet-mnist/lenet_dynamo_op20.onnx",
    "trained/a-lenet-mnist/lenet_legacy_op17.onnx",
    "trained/b-dscnn-cifar10/dscnn_bn_unfused_op17.onnx",
    "trained/b-dscnn-cifar10/dscnn_default_export.onnx",
    "trained/b-dscnn-cifar10/dscnn_dynamo_op20.onnx",
    "trained/b-dscnn-cifar10/dscnn_legacy_fused_op17.onnx",
    "trained/c-cnn1d-har/har1d_dynamo_op18.onnx",
    "trained/c-cnn1d-har/har1d_legacy_op17.onnx",
    "trained/d-mlp-digits/mlp_digits.onnx",
    "trained/d-mlp-digits/mlp_iris.onnx",
    "trained/d-mlp-digits/pipeline_scaler_mlp_tanh_digits.onnx",
    "trained/f-distill-mnist/student_undistilled_op17.onnx",
    "trained/f-distill-mnist/teacher_op17.onnx",
  })
  void floatModel(String name) {
    Comparison.assertMatchesOnnxRuntime(TestModels.requireShared("models/" + name), 1, 1e-4, 0);
  }

  /** A value next to a rounding boundary may fall on either side, and later layers amplify that: a few steps of the last layer. */
  @ParameterizedTest
  @ValueSource(strings = {
    "mlperf-tiny/ad_int8_qdq.onnx",
    "mlperf-tiny/kws_int8_qdq.onnx",
    "mlperf-tiny/resnet8_int8_qdq.onnx",
    "mlperf-tiny/sww_int8_qdq.onnx",
    "mlperf-tiny/vww_int8_qdq.onnx",
    "trained/g-int8-dscnn-cifar10/dscnn_int8_qdq_pc.onnx",
    "trained/g-int8-dscnn-cifar10/dscnn_int8_qdq_pc_u8act.onnx",
    "trained/g-int8-dscnn-cifar10/dscnn_int8_qdq_pt_sym.onnx",
    "trained/g-int8-dscnn-cifar10/dscnn_int8_qoperator_pc.onnx",
    "trained/g-int8-dscnn-cifar10/dscnn_int8_qoperator_u8act_pc.onnx",
  })
  void quantisedModel(String name) {
    Comparison.assertMatchesOnnxRuntime(TestModels.requireShared("models/" + name), 1, 0.03, 2);
  }
}
