package org.modelc.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.onnx.OnnxModelBuilder;
import org.modelc.problem.ProblemException;
import org.modelc.verify.OnnxRuntime.Optimisation;

class OnnxRuntimeTest {
  /** Element types that the runtime's Java interface does not have. */
  private static final Set<DType> WITHOUT_JAVA_TYPE = Set.of(DType.U16, DType.U32, DType.U64);

  @TempDir Path folder;

  private Path chain() {
    return OnnxModelBuilder.opset(13).input("x", DType.F32, 2)
        .node("Neg", List.of("x"), List.of("n")).node("Relu", List.of("n"), List.of("y")).output("y").save(folder.resolve("chain.onnx"));
  }

  @Test
  void outputs() {
    try (OnnxRuntime runtime = OnnxRuntime.open(chain(), Optimisation.ALL)) {
      Map<String, Tensor> outputs = runtime.run(Map.of("x", Tensor.f32(Shape.of(2), 1, -2)));
      assertThat(runtime.inputNames()).containsExactly("x");
      assertThat(outputs).containsOnlyKeys("y");
      assertThat(outputs.get("y").floats()).containsExactly(0, 2);
    }
  }

  @Test
  void intermediates() {
    try (OnnxRuntime runtime = OnnxRuntime.openWithIntermediates(chain())) {
      Map<String, Tensor> outputs = runtime.run(Map.of("x", Tensor.f32(Shape.of(2), 1, -2)));
      assertThat(outputs).containsOnlyKeys("y", "n");
      assertThat(outputs.get("n").floats()).containsExactly(-1, 2);
    }
  }

  @Test
  void everyElementTypePassesThrough() {
    for (DType dtype : DType.values()) {
      if (WITHOUT_JAVA_TYPE.contains(dtype)) {
        continue;
      }
      Path file = OnnxModelBuilder.opset(13).input("x", dtype, 2).node("Identity", List.of("x"), List.of("y")).output("y")
          .save(folder.resolve("identity.onnx"));
      Tensor x = dtype.isFloat() ? Tensor.f32(Shape.of(2), 1, 0) : Tensor.ofIntegers(TensorType.of(dtype, Shape.of(2)), new long[] {1, 0});
      try (OnnxRuntime runtime = OnnxRuntime.open(file, Optimisation.NONE)) {
        Tensor y = runtime.run(Map.of("x", x)).get("y");
        assertThat(y.type()).isEqualTo(x.type());
        assertThat(y.real(0)).isEqualTo(1);
      }
    }
  }

  @Test
  void aModelThatItRefuses() {
    Path file = OnnxModelBuilder.opset(13).input("x", DType.F32, 2).node("Nonsense", List.of("x"), List.of("y")).output("y")
        .save(folder.resolve("refused.onnx"));
    assertThatThrownBy(() -> OnnxRuntime.open(file, Optimisation.NONE))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("ONNX Runtime refuses the model");
  }
}
