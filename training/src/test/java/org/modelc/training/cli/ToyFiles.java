package org.modelc.training.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.modelc.data.ArrayFile;
import org.modelc.data.NpyArray;
import org.modelc.data.SampleSet;
import org.modelc.ir.Shape;

/** Samples of the toy task as files. */
final class ToyFiles {
  private ToyFiles() {}

  /** @param labelOffset what is added to each label */
  static void write(Path file, SampleSet samples, int labelOffset) throws IOException {
    float[] x = new float[samples.size() * 64];
    long[] y = new long[samples.size()];
    for (int i = 0; i < y.length; i++) {
      System.arraycopy(samples.sample(i).get(0).floats(), 0, x, i * 64, 64);
      y[i] = samples.labels().orElseThrow().get(i) + labelOffset;
    }
    try (OutputStream stream = Files.newOutputStream(file)) {
      ArrayFile.writeNpz(
          Map.of("x", NpyArray.ofF32(Shape.of(y.length, 1, 8, 8), x), "y", NpyArray.ofS64(Shape.of(y.length), y)), stream);
    }
  }
}
