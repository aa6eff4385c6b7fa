package org.modelc.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.modelc.c.LayerSummary;
import org.modelc.target.Target;

/**
 * Predicts the stack of an inference: that of the generated function and of the hungriest kernel.
 *
 * <p>A kernel's stack comes from {@code targets/stack/<target>.csv}: what the compiler says of the kernel and the functions that it calls,
 * measured with the target's flags. What the compiler does not know is allowed for: {@link #LIBRARY_BYTES} for functions of libgcc that it
 * calls late (software floating point, shifts), {@link #RUN_BYTES} for the generated function, which keeps no more than its arguments and saved registers,
 * and {@link #BANDED_LAYER_BYTES} for the addresses that it keeps for every layer in a loop over bands.
 * Interrupt handlers come on top.
 */
final class StackPrediction {
  static final int RUN_BYTES = 96;
  static final int BANDED_LAYER_BYTES = 16;
  static final int LIBRARY_BYTES = 64;

  /** For kernels that the table lacks, as on the host and on a user's own target. */
  static final int UNKNOWN_KERNEL_BYTES = 512;

  private final Map<String, Integer> kernels;

  private StackPrediction(Map<String, Integer> kernels) {
    this.kernels = kernels;
  }

  /** The prediction for a target, which need not have a table. */
  static StackPrediction of(Target target) {
    String resource = "/org/modelc/targets/stack/" + target.name() + ".csv";
    try (InputStream stream = StackPrediction.class.getResourceAsStream(resource)) {
      return new StackPrediction(stream == null ? Map.of() : parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }

  /** Lines {@code kernel,bytes}. */
  static Map<String, Integer> parse(String table) {
    return table.lines()
        .map(line -> line.split(","))
        .collect(Collectors.toMap(fields -> fields[0], fields -> Integer.parseInt(fields[1])));
  }

  /** Bytes of stack that these layers need. */
  int bytes(List<LayerSummary> layers) {
    int kernel = layers.stream().mapToInt(layer -> kernels.getOrDefault(layer.kernel(), UNKNOWN_KERNEL_BYTES)).max().orElse(0);
    int banded = (int) layers.stream().filter(layer -> layer.bands() > 1).count();
    return RUN_BYTES + BANDED_LAYER_BYTES * banded + kernel + LIBRARY_BYTES;
  }
}
