package org.modelc.firmware;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A directory of generated C.
 *
 * <p>Its header {@code <name>.h} declares {@code void <name>_run(const T *in0, ..., U *out0, ..., void *arena)} and the macro
 * {@code <NAME>_ARENA_BYTES}. Every {@code .c} file of the directory belongs to the model, except {@code main.c}.
 *
 * @param name the model's C name
 * @param directory where the sources and headers are
 * @param inputs in the order of the arguments
 * @param outputs in the order of the arguments
 */
public record FirmwareModel(String name, Path directory, List<ModelBuffer> inputs, List<ModelBuffer> outputs) {

  public FirmwareModel {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** Bytes of all inputs of one sample. */
  public int inputBytes() {
    return inputs.stream().mapToInt(ModelBuffer::bytes).sum();
  }

  /** Bytes of all outputs of one sample. */
  public int outputBytes() {
    return outputs.stream().mapToInt(ModelBuffer::bytes).sum();
  }

  /** The macro that holds the size of the arena. */
  String arenaMacro() {
    return macroPrefix() + "_ARENA_BYTES";
  }

  /** The macro that holds the number of layers. */
  String layersMacro() {
    return macroPrefix() + "_LAYERS";
  }

  /** What the names of the model's macros begin with. */
  String macroPrefix() {
    return name.toUpperCase(Locale.ROOT);
  }
}
