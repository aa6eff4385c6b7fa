package org.modelc.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelc.arithmetic.HalfFloat;
import org.modelc.firmware.BuildOption;
import org.modelc.firmware.FirmwareBuilder;
import org.modelc.firmware.TestToolchain;
import org.modelc.firmware.WarningCheck;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.WeightedOp;
import org.modelc.quant.HalfFloatWeights;
import org.modelc.target.Target;
import org.modelc.target.Targets;

/** Float layers with weights of 16 bits: the kernels give the floats of the reference, bit for bit. */
class HalfFloatWeightsTest {
  private static final int CASES = 60;
  private static final float[] SPECIAL = {0f, -0f, 0x1p-24f, -0x1.ff8p-15f, 0x1p-14f, 65504f, -65504f, 0x1.ffcp-1f};

  @TempDir
  private Path directory;

  private static List<OpCase> cases() {
    return LongStream.range(0, CASES).boxed()
        .flatMap(seed -> Stream.concat(WindowCases.of(seed, false).filter(opCase -> opCase.op() instanceof WeightedOp), Stream.of(Weighted.dense(seed, false))))
        .map(HalfFloatWeightsTest::rounded).toList();
  }

  private static OpCase rounded(OpCase opCase) {
    float[] weights = opCase.inputs().get(WeightedOp.WEIGHTS).floats().clone();
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i % 11 == 10 ? SPECIAL[i / 11 % SPECIAL.length] : HalfFloat.nearest(weights[i]);
    }
    List<Tensor> inputs = new ArrayList<>(opCase.inputs());
    inputs.set(WeightedOp.WEIGHTS, Tensor.f32(inputs.get(WeightedOp.WEIGHTS).shape(), weights));
    return new OpCase(opCase.label(), opCase.op(), inputs, opCase.output());
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "cortex-m0plus", "cortex-m4", "cortex-m55", "k210", "rv32imac"})
  void resultsEqualTheReferenceBitForBit(String name) {
    Target target = Targets.find(name);
    List<OpCase> cases = cases();
    CaseModel model = CaseModel.of(cases, target);
    BuildOption[] options = target.emulator().isPresent() ? new BuildOption[0] : new BuildOption[] {BuildOption.SANITIZED};
    List<Tensor> outputs = model.outputs(
        new FirmwareBuilder(TestToolchain.shared(), target).build(model.write(directory, false), options).run(model.inputBytes()).outputs());
    assertThat(directory.resolve("modelc_conv_f16.c")).exists();
    assertThat(directory.resolve("modelc_depthwise_conv_f16.c")).exists();
    assertThat(directory.resolve("modelc_dense_f16.c")).exists();
    assertThat(directory.resolve("modelc_dense_f32.c")).doesNotExist();
    for (int i = 0; i < cases.size(); i++) {
      assertThat(outputs.get(i).floats()).as("%s", cases.get(i)).isEqualTo(cases.get(i).evaluate().floats());
    }
  }

  @Test
  void kernelsCompileWithoutWarnings() {
    Target target = Targets.find("cortex-m4");
    CaseModel.of(cases(), target).write(directory, false);
    assertThat(new WarningCheck(TestToolchain.shared()).finding(directory, target)).isEmpty();
  }

  private static Graph dense(Tensor weights) {
    OpCase opCase = Weighted.dense(1, false);
    GraphBuilder builder = new GraphBuilder("dense");
    Value x = builder.input("x", opCase.inputs().get(0).type());
    Value w = builder.constant("w", weights);
    builder.output(builder.add("y", opCase.op(), x, w, builder.constant("b", opCase.inputs().get(WeightedOp.BIAS))));
    return builder.build();
  }

  @Test
  void weightsThatDoNotFitAreRoundedOnRequestOnly() {
    Tensor weights = Weighted.dense(1, false).inputs().get(WeightedOp.WEIGHTS);
    Graph graph = dense(weights);
    Target target = Targets.find("cortex-m4");
    assertThat(Kernels.HALF_FLOATS.accepts(graph.nodes().get(0), target)).isFalse();
    Graph rounded = HalfFloatWeights.round(graph, node -> true);
    assertThat(Kernels.HALF_FLOATS.accepts(rounded.nodes().get(0), target)).isTrue();
    float[] after = rounded.nodes().get(0).input(WeightedOp.WEIGHTS).requireConstant().floats();
    for (int i = 0; i < after.length; i++) {
      assertThat(after[i]).isEqualTo(HalfFloat.nearest(weights.floats()[i]));
    }
    assertThat(HalfFloatWeights.round(graph, node -> false).nodes().get(0).input(WeightedOp.WEIGHTS).requireConstant()).isEqualTo(weights);
  }

  @Test
  void weightsBeyondTheRangeAreRefused() {
    Tensor weights = Weighted.dense(1, false).inputs().get(WeightedOp.WEIGHTS);
    float[] large = weights.floats().clone();
    Arrays.fill(large, 65520f);
    Graph graph = dense(Tensor.f32(weights.shape(), large));
    assertThatThrownBy(() -> HalfFloatWeights.round(graph, node -> true))
        .hasMessageContaining("E304").hasMessageContaining("\"y\"").hasMessageContaining("65520");
  }
}
