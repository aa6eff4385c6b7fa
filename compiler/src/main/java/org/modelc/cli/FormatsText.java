package org.modelc.cli;

import java.util.List;
import java.util.Optional;
import org.modelc.quant.LayerChoice;
import org.modelc.quant.LayerFormat;

/** The formats that were chosen for layers, for people. */
final class FormatsText {
  private static final List<LayerFormat> MEASURED =
      List.of(LayerFormat.INT4, LayerFormat.INT8, LayerFormat.INT8_INT16, LayerFormat.F16);

  private FormatsText() {}

  static String of(List<LayerChoice> layers) {
    TextTable table = new TextTable("layer", "operator", "format", "SQNR", "weights", "in int8", "int4", "int8", "w8a16", "f16");
    int bytes = 0;
    int int8Bytes = 0;
    for (LayerChoice layer : layers) {
      bytes += layer.weightBytes();
      int8Bytes += layer.int8Bytes();
      List<String> alone = MEASURED.stream().map(format -> alone(layer, format)).toList();
      String ratio = layer.signalToNoise().isPresent() ? Wording.decibels(layer.signalToNoise().getAsDouble()) : "-";
      table.row(
          Wording.name(layer.layer()), layer.operator(), layer.format(), ratio, Wording.count(layer.weightBytes()), Wording.count(layer.int8Bytes()),
          alone.get(0), alone.get(1), alone.get(2), alone.get(3));
    }
    return table + "\n\nWeights take " + Wording.count(bytes) + " bytes of flash, " + Wording.count(int8Bytes)
        + " in int8. SQNR: of the layer's result in the network. int4 to f16: signal to noise\nof the network's results if this layer alone has that "
        + "format and all others are floats.";
  }

  private static String alone(LayerChoice layer, LayerFormat format) {
    return Optional.ofNullable(layer.alone().get(format.text())).map(Wording::decibels).orElse("-");
  }
}
