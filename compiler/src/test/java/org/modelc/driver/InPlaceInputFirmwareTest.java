package org.modelc.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelc.c.GenerationOptions;
import org.modelc.data.SampleSet;
import org.modelc.firmware.FirmwareBuilder;
import org.modelc.firmware.FirmwareModel;
import org.modelc.firmware.FirmwareRun;
import org.modelc.firmware.ModelBuffer;
import org.modelc.firmware.TestToolchain;
import org.modelc.firmware.WarningCheck;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.Tensor;
import org.modelc.kpu.InPlaceInput;
import org.modelc.kpu.KpuNetworks;
import org.modelc.plan.MemoryGoal;
import org.modelc.reference.Interpreter;
import org.modelc.reference.Transposition;
import org.modelc.report.Report;
import org.modelc.target.Target;

/** Runs on planes that lie in AI SRAM give the bytes of runs that copy them there. */
class InPlaceInputFirmwareTest {
  private static final int SAMPLES = 2;

  /** Has the form of a model: puts its input where the model expects planes, byte by byte, and runs that. */
  private static final Map<String, String> CAMERA = Map.of("camera.h", """
      #include "model.h"
      #define CAMERA_ARENA_BYTES MODEL_ARENA_BYTES
      void camera_run(const uint8_t *input, int8_t *output, void *arena);
      """, "camera.c", """
      #include "camera.h"
      void camera_run(const uint8_t *input, int8_t *output, void *arena)
      {
          volatile uint8_t *const planes = model_planes();
          for (int32_t i = 0; i < MODEL_PLANES_BYTES; ++i) {
              planes[i] = input[i];
          }
          model_run_in_place(output, arena);
      }
      """);

  static Stream<Arguments> cases() {
    return KpuTargets.ALL.stream().flatMap(target -> Stream.of(
        Arguments.of(target, KpuNetworks.picture(4010, 64, DType.S8, true)),
        Arguments.of(target, KpuNetworks.picture(4001, 128, DType.S8, false)),
        Arguments.of(target, KpuNetworks.picture(4002, 320, DType.S8, true)),
        Arguments.of(target, KpuNetworks.picture(4003, 64, DType.U8, true)),
        Arguments.of(target, KpuNetworks.picture(4004, 64, DType.F32, false)),
        Arguments.of(target, KpuNetworks.picture(4006, 192, DType.F32, true))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyByteEqualsTheInterpreters(Target target, Graph graph) {
    TargetCode code = TargetCode.generate(graph, target, MemoryGoal.DEFAULT, GenerationOptions.named("model"));
    assertThat(InPlaceInput.refusal(code.graph())).isEmpty();
    SampleSet samples = RandomSamples.of(graph, graph, SAMPLES).forGraph(graph);
    ByteArrayOutputStream planes = new ByteArrayOutputStream();
    ByteArrayOutputStream outputs = new ByteArrayOutputStream();
    for (int sample = 0; sample < SAMPLES; sample++) {
      Map<String, Tensor> values = new HashMap<>();
      Tensor output = new Interpreter(code.graph()).run(samples.sample(sample), (value, tensor) -> values.put(value.name(), tensor)).get(0);
      Tensor image = values.get(InPlaceInput.of(code.graph()).orElseThrow().image().name());
      planes.writeBytes(Transposition.apply(image, List.of(0, 3, 1, 2)).bytes());
      outputs.writeBytes(output.bytes());
    }
    FirmwareRun run = run(code, planes.toByteArray());
    assertThat(Stream.of(run.sample(0), run.sample(1)).collect(ByteArrayOutputStream::new, ByteArrayOutputStream::writeBytes, (a, b) -> {}).toByteArray())
        .isEqualTo(outputs.toByteArray());
  }

  private static FirmwareRun run(TargetCode code, byte[] planes) {
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      Map<String, String> files = new LinkedHashMap<>(code.files().allFiles());
      files.putAll(CAMERA);
      folder.write(files);
      int input = planes.length / SAMPLES;
      int output = code.graph().outputs().get(0).type().elements();
      FirmwareModel model = new FirmwareModel(
          "camera", folder.path(), List.of(new ModelBuffer("uint8_t", input, input)), List.of(new ModelBuffer("int8_t", output, output)));
      return new FirmwareBuilder(TestToolchain.shared(), code.target()).build(model).run(planes);
    }
  }

  /** The run that copies. */
  @ParameterizedTest
  @MethodSource("cases")
  void copiedInputsGiveTheSame(Target target, Graph graph) {
    SampleSet samples = RandomSamples.of(graph, graph, SAMPLES).forGraph(graph);
    FirmwareCheck check = new FirmwareCheck(TestToolchain.shared(), graph, ExpectedOutputs.of(graph, samples), MemoryGoal.DEFAULT);
    TargetCode code = check.code(target);
    TargetVerdict verdict = check.run(code);
    assertThat(verdict.problem()).isEmpty();
    assertThat(verdict.comparison().isExact()).as("%s", verdict).isTrue();
    int predicted = Report.of(code.graph(), code.plan(), target, code.files()).totals().stackBytes();
    assertThat(verdict.measurements().orElseThrow().stackBytes().orElse(0)).isLessThanOrEqualTo(predicted);
  }

  @Test
  void compilesWithoutWarnings() {
    for (boolean single : List.of(false, true)) {
      GenerationOptions options = GenerationOptions.named("net").withProfile(true).withSingleFile(single);
      for (DType storage : List.of(DType.S8, DType.F32)) {
        TargetCode code = TargetCode.generate(KpuNetworks.picture(4010, 64, storage, true), KpuTargets.BOARD, MemoryGoal.DEFAULT, options);
        try (TemporaryFolder folder = TemporaryFolder.create()) {
          folder.write(code.files().allFiles());
          assertThat(new WarningCheck(TestToolchain.shared()).finding(folder.path(), KpuTargets.BOARD)).isEmpty();
        }
      }
    }
  }
}
