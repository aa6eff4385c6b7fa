package org.modelc.driver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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

/**
 * Firmware for a K210 that runs a stored sample and prints a checksum of every KPU layer beside the interpreter's.
 *
 * @param binary what stands at the beginning of memory, and of flash behind its header
 */
public record FlashImage(byte[] binary) {
  private static final String BINARY = "selftest.bin";
  private static final String PACKAGE = "selftest.kfpkg";

  /** kflash reads it line by line. */
  private static final String PACKAGE_LIST = """
      {
        "version": "0.1.0",
        "files": [
          {
            "address": 0,
            "bin": "selftest.bin",
            "sha256Prefix": true
          }
        ]
      }
      """;

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
    return new FlashImage(new K210Firmware(toolchain).build(code.files().allFiles(), layers(code, values)));
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

  /** The image, and a package of it for flashing tools, by file name. */
  public Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(BINARY, binary);
    files.put(PACKAGE, zip());
    return files;
  }

  /** The name of the package among {@link #files}. */
  public static String packageName() {
    return PACKAGE;
  }

  private byte[] zip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, "flash-list.json", PACKAGE_LIST.getBytes(StandardCharsets.UTF_8));
      add(zip, BINARY, binary);
    } catch (IOException e) {
      throw new UncheckedIOException("a package cannot be made", e);
    }
    return bytes.toByteArray();
  }

  /** Without the time, so that the same model gives the same bytes. */
  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
