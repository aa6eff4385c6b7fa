package org.modelc.onnx.export;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelc.ir.Graph;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.pass.RandomNetworks;

/** Random networks as imported, optimised, and in integers: the file computes the same, and is read back to as good a network. */
class RandomExportTest {
  private static final double FLOAT_TOLERANCE = 1e-5;

  @TempDir
  Path folder;

  static IntStream seeds() {
    return IntStream.range(0, 150);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void importedFloatNetworks(int seed) {
    Graph graph = RandomNetworks.of(seed, 7, false);
    new RoundTrip(graph, folder, seed).requireRuntimeAgrees(FLOAT_TOLERANCE, 0);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void optimisedFloatNetworks(int seed) {
    Graph graph = Pipeline.run(Pipeline.OPTIMISE, RandomNetworks.of(seed, 7, false), PassOptions.DEFAULT);
    RoundTrip trip = new RoundTrip(graph, folder, seed);
    trip.requireRuntimeAgrees(FLOAT_TOLERANCE, 0);
    trip.requireReadsBack(FLOAT_TOLERANCE, 0);
  }

  /** The runtime rounds every result as a float first; a difference of one step in a layer may become a few in the last. */
  @ParameterizedTest
  @MethodSource("seeds")
  void integerNetworks(int seed) {
    Graph graph = Pipeline.run(Pipeline.OPTIMISE, RandomNetworks.of(seed, 4, true), new PassOptions(seed % 2 == 0, false));
    RoundTrip trip = new RoundTrip(graph, folder, seed);
    trip.requireRuntimeAgrees(0.1, 4);
    trip.requireReadsBack(0, 0);
  }
}
