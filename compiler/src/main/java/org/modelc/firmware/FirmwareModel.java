package org.modelc.firmware;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

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
 * @param firstOutput where the model is a stream, with {@code <name>_reset} and {@code <name>_push} instead: the number of the call that gives the
 *     first result. Samples are calls then, and behind their outputs comes an int32_t, whether there were any; without any they are all bits 0.
 * @param sequenceCalls where the model has states, with {@code <name>_reset}: after how many calls they are reset
 */
public record FirmwareModel(
    String name, Path directory, List<ModelBuffer> inputs, List<ModelBuffer> outputs, OptionalInt firstOutput, OptionalInt sequenceCalls) {

  /** A model for whole inputs. */
  public FirmwareModel(String name, Path directory, List<ModelBuffer> inputs, List<ModelBuffer> outputs) {
    this(name, directory, inputs, outputs, OptionalInt.empty(), OptionalInt.empty());
  }

  public FirmwareModel {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** Bytes of all inputs of one sample. */
  public int inputBytes() {
    return inputs.stream().mapToInt(ModelBuffer::bytes).sum();
  }

  /** Bytes of all that comes out for one sample. */
  public int outputBytes() {
    return outputs.stream().mapToInt(ModelBuffer::bytes).sum() + (firstOutput.isPresent() ? Integer.BYTES : 0);
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
