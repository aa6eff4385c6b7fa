package org.modelc.driver;

import java.util.List;
import java.util.Map;
import org.modelc.c.CGenerator;
import org.modelc.c.GeneratedModel;
import org.modelc.c.GenerationOptions;
import org.modelc.firmware.BuildOption;
import org.modelc.firmware.FirmwareBuilder;
import org.modelc.firmware.FirmwareModel;
import org.modelc.firmware.Toolchain;
import org.modelc.state.States;

/** Counts the instructions of every layer, in an image of its own, because marks between layers take some themselves. */
final class LayerCosts {
  private LayerCosts() {}

  /**
   * Counts the first inference.
   *
   * @param inputs for each sample all inputs, one after the other
   * @return the layers in their order; none on the host, where nothing is counted
   */
  static List<LayerCost> measure(TargetCode code, byte[] inputs, Toolchain toolchain) {
    return measure(code, inputs, States.NONE, toolchain);
  }

  /** As {@link #measure(TargetCode, byte[], Toolchain)} of a model with states. */
  static List<LayerCost> measure(TargetCode code, byte[] inputs, States states, Toolchain toolchain) {
    if (code.target().emulator().isEmpty()) {
      return List.of();
    }
    GeneratedModel files = CGenerator.generate(
        code.graph(), code.plan(), code.target(), GenerationOptions.named(code.files().name()).withProfile(true), code.stream());
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      folder.write(files.allFiles());
      FirmwareModel model = FirmwareCheck.firmwareModel(code, folder, states);
      Map<Integer, Long> layers = new FirmwareBuilder(toolchain, code.target()).build(model, BuildOption.LAYER_MARKS).run(inputs).layers();
      return files.layers().stream()
          .map(layer -> new LayerCost(
              layer.index(), layer.node(), layer.operator(), layer.kernel(), layer.macs(), layers.getOrDefault(layer.index(), 0L)))
          .toList();
    }
  }
}
