package org.modelc.quant;

import java.util.List;
import java.util.Optional;
import org.modelc.TestModels;
import org.modelc.data.Layout;
import org.modelc.data.Preprocessing;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.onnx.OnnxImporter;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.problem.Problems;

/** A network of the shared folder with calibration and labelled test samples. */
public enum LabelledModel {
  LENET("models/trained/a-lenet-mnist/lenet_legacy_op17.onnx",
      "models/trained/a-lenet-mnist/calib.npz", "data/mnist/mnist_test10k_official.npz", digits()),
  DSCNN("models/trained/b-dscnn-cifar10/dscnn_legacy_fused_op17.onnx",
      "models/trained/b-dscnn-cifar10/calib.npz", "data/cifar10/cifar10_test2500.npz", pictures()),
  HAR1D("models/trained/c-cnn1d-har/har1d_legacy_op17.onnx",
      "models/trained/c-cnn1d-har/calib.npz", "models/trained/c-cnn1d-har/test.npz", Preprocessing.NONE),
  MLP_DIGITS("models/trained/d-mlp-digits/mlp_digits.onnx",
      "models/trained/d-mlp-digits/calib.npz", "models/trained/d-mlp-digits/test.npz", Preprocessing.NONE),
  TEACHER("models/trained/f-distill-mnist/teacher_op17.onnx",
      "models/trained/f-distill-mnist/teacher_calib.npz", "data/mnist/mnist_test10k_official.npz", digits()),
  STUDENT("models/trained/f-distill-mnist/student_undistilled_op17.onnx",
      "models/trained/f-distill-mnist/student_calib.npz", "data/mnist/mnist_test10k_official.npz", digits()),
  RESNET8("models/mlperf-tiny/resnet8_float.onnx",
      "data/cifar10/cifar10_calib1000.npz", "data/cifar10/cifar10_test2500.npz", Preprocessing.NONE),
  KWS("models/mlperf-tiny/kws_float.onnx",
      "data/kws_features/kws_features.npz", "data/kws_features/kws_features.npz", Preprocessing.NONE),
  SWW("models/mlperf-tiny/sww_float.onnx",
      "models/mlperf-tiny/sww_calib.npz", "models/mlperf-tiny/sww_calib.npz", Preprocessing.NONE);

  private static final int CALIBRATION_SAMPLES = 200;

  private final String model;
  private final String calibration;
  private final String test;
  private final Preprocessing testPreprocessing;

  LabelledModel(String model, String calibration, String test, Preprocessing testPreprocessing) {
    this.model = model;
    this.calibration = calibration;
    this.test = test;
    this.testPreprocessing = testPreprocessing;
  }

  private static Preprocessing digits() {
    return new Preprocessing(Optional.empty(), 1f / 255, List.of(0.1307f), List.of(0.3081f));
  }

  private static Preprocessing pictures() {
    List<Float> mean = List.of(0.4914f, 0.4822f, 0.4465f);
    List<Float> deviation = List.of(0.247f, 0.2435f, 0.2616f);
    return new Preprocessing(Optional.of(Layout.NHWC), 1f / 255, mean, deviation);
  }

  /** The optimised float graph. */
  public Graph graph() {
    Graph imported = OnnxImporter.load(TestModels.requireShared(model), new Problems());
    return Pipeline.run(Pipeline.OPTIMISE, imported, PassOptions.DEFAULT);
  }

  public SampleSet calibrationSamples(Graph graph) {
    return SampleSet.load(TestModels.requireShared(calibration), graph, Preprocessing.NONE).range(0, CALIBRATION_SAMPLES);
  }

  /** Samples to train with, none of the test samples among them; only for networks of digits and pictures. */
  public SampleSet trainingSamples(Graph graph) {
    String file = testPreprocessing.equals(digits()) ? "data/mnist/mnist_train10k.npz" : "data/cifar10/cifar10_train10000.npz";
    return SampleSet.load(TestModels.requireShared(file), graph, testPreprocessing);
  }

  public SampleSet testSamples(Graph graph) {
    return SampleSet.load(TestModels.requireShared(test), graph, testPreprocessing);
  }
}
