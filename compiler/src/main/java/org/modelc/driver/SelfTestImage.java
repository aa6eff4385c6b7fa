package org.modelc.driver;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.modelc.c.GenerationOptions;
import org.modelc.c.LayerSummary;
import org.modelc.c.SelfTest;
import org.modelc.data.SampleSet;
import org.modelc.firmware.K210Firmware;
import org.modelc.firmware.SelfTestLayers;
import org.modelc.firmware.Toolchain;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.kpu.AiSramLayout;
import org.modelc.op.KpuConv;
import org.modelc.plan.Location;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;
import org.modelc.reference.Interpreter;
import org.modelc.reference.Transposition;
import org.modelc.target.Target;
import org.modelc.target.Targets;

/** Firmware for a K210 that runs a stored sample and prints a checksum of every KPU layer beside the interpreter's. */
public final class SelfTestImage {
  private static final String NAME = "selftest";

  private SelfTestImage() {}

  /**
   * Builds the firmware of a model.
   *
   * @param toolchain has the tools of {@code k210-kpu}
   * @param problems receives warnings
   * @throws ProblemException if the model, its data or the request is not fit, or the firmware cannot be built
   */
  public static FlashImage of(ModelRequest request, Toolchain toolchain, Problems problems, Progress progress) {
    Target target = Targets.find("k210-kpu");
    PreparedModel model = ModelPreparation.prepare(request, problems, progress);
    progress.begins("builds firmware for " + target.name());
    SampleSet samples = Compilation.sample(request, model);
    List<Tensor> inputs = samples.forGraph(model.compiled()).sample(0);
    Map<String, Tensor> values = new HashMap<>();
    List<Tensor> outputs = new Interpreter(TargetGraph.of(model.compiled(), target)).run(inputs, (value, tensor) -> values.put(value.name(), tensor));
    GenerationOptions options = GenerationOptions.named(GenerationOptions.DEFAULT_NAME)
        .withSource(model.source()).withSelfTest(new SelfTest(inputs, outputs)).withProfile(true);
    TargetCode code = TargetCode.generate(model.compiled(), target, request.memory(), options);
    return new FlashImage(NAME, new K210Firmware(toolchain).selfTest(code.files().allFiles(), layers(code, values)));
  }

  private static SelfTestLayers layers(TargetCode code, Map<String, Tensor> values) {
    List<SelfTestLayers.Layer> layers = code.graph().nodes().stream()
        .filter(node -> node.op() instanceof KpuConv)
        .map(node -> layer(node, code, values.get(node.output().name())))
        .toList();
    Graph graph = code.graph();
    List<SelfTestLayers.Output> outputs = IntStream.range(0, graph.outputs().size())
        .mapToObj(index -> output(index, graph.outputs().get(index).type()))
        .toList();
    return new SelfTestLayers(layers.size(), layers, outputs);
  }

  private static SelfTestLayers.Layer layer(Node node, TargetCode code, Tensor result) {
    LayerSummary summary = code.files().layers().stream().filter(layer -> layer.node().equals(node.name())).findFirst().orElseThrow();
    Value image = node.output();
    byte[] planes = Transposition.apply(result, List.of(0, 3, 1, 2)).bytes();
    return new SelfTestLayers.Layer(
        summary.index(), node.name().replaceAll("[^A-Za-z0-9_./:-]", "?"), AiSramLayout.of(image.shape()),
        ((Location.AiSram) code.plan().location(image)).row(), SelfTestLayers.checksum(planes));
  }

  private static SelfTestLayers.Output output(int index, TensorType type) {
    return new SelfTestLayers.Output("output" + index, type.dtype().cType(), type.elements());
  }
}
