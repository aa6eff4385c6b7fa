package org.modelc.onnx;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;
import org.modelc.ir.DType;

/** What tests of imported operators share. */
abstract class ImportTest {
  @TempDir Path folder;

  /** Requires that the imported model computes what ONNX Runtime computes. */
  void assertMatches(OnnxModelBuilder model) {
    Comparison.assertMatchesOnnxRuntime(model.save(folder.resolve("model.onnx")), 7, 1e-5, 0);
  }

  /** Requires that the imported model computes what ONNX Runtime computes for another one. */
  void assertMatches(OnnxModelBuilder model, OnnxModelBuilder equivalent) {
    Comparison.assertMatches(
        model.save(folder.resolve("model.onnx")), equivalent.save(folder.resolve("equivalent.onnx")), 7, 1e-5, 0);
  }

  /** A model from one float input {@code x} of these dimensions to {@code y}. */
  static OnnxModelBuilder fromX(int opset, int... dims) {
    return OnnxModelBuilder.opset(opset).input("x", DType.F32, dims).output("y");
  }

  /** Checks one model at several opsets. */
  void assertMatchesAt(int[] opsets, int[] dims, UnaryOperator<OnnxModelBuilder> nodes) {
    for (int opset : opsets) {
      assertMatches(nodes.apply(fromX(opset, dims)));
    }
  }
}
