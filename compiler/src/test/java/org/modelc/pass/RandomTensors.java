package org.modelc.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.modelc.ir.Graph;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;

/** Seeded test data. */
final class RandomTensors {
  private RandomTensors() {}

  static List<Tensor> forInputs(Graph graph, long seed) {
    Random random = new Random(seed);
    List<Tensor> tensors = new ArrayList<>();
    for (Value input : graph.inputs()) {
      tensors.add(of(input.type(), random));
    }
    return tensors;
  }

  /** Floats from -2 to 2; integers over the whole range of a byte. */
  static Tensor of(TensorType type, Random random) {
    if (type.dtype().isFloat()) {
      float[] floats = new float[type.elements()];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = random.nextFloat() * 4 - 2;
      }
      return Tensor.of(type, floats);
    }
    long[] integers = new long[type.elements()];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = switch (type.dtype()) {
        case U8 -> random.nextInt(256);
        case BOOL -> random.nextInt(2);
        default -> random.nextInt(256) - 128;
      };
    }
    return Tensor.ofIntegers(type, integers);
  }
}
