package org.modelc.driver;

import java.util.List;
import java.util.OptionalLong;

/**
 * What one inference takes on one target.
 *
 * @param model the file's name
 * @param macs multiply-accumulate operations
 * @param instructions executed, exactly; absent on the host, as is the stack
 * @param arenaBytes working memory
 * @param staticRamBytes variables; arena, inputs and outputs not counted
 * @param flashBytes code and constants of the linked image less an empty program's
 * @param constantBytes the model's constant arrays, part of the flash
 * @param bitExact whether every output byte of every sample equals the interpreter's
 * @param layers what each layer takes, in execution order; empty where layers were not counted, as on the host
 */
public record BenchmarkResult(
    String model,
    String target,
    long macs,
    OptionalLong instructions,
    long arenaBytes,
    long staticRamBytes,
    OptionalLong stackBytes,
    long flashBytes,
    long constantBytes,
    boolean bitExact,
    List<LayerCost> layers) {

  public BenchmarkResult {
    layers = List.copyOf(layers);
  }
}
