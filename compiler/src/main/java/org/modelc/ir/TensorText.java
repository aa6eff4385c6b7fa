package org.modelc.ir;

import java.util.Random;
import java.util.function.IntFunction;

/** Elements of constants in IR text: all of them, {@code fill VALUE}, or {@code random SEED LOW HIGH}. */
final class TensorText {
  private TensorText() {}

  static Tensor parse(TensorType type, Tokens tokens) {
    if (tokens.accept("fill")) {
      String element = tokens.word();
      return of(type, i -> element);
    } else if (tokens.accept("random")) {
      return random(type, Long.parseLong(tokens.word()), tokens.word(), tokens.word());
    } else {
      return of(type, i -> tokens.word());
    }
  }

  private static Tensor random(TensorType type, long seed, String low, String high) {
    Random random = new Random(seed);
    if (type.dtype().isFloat()) {
      float from = FloatText.parse(low);
      float to = FloatText.parse(high);
      return of(type, i -> FloatText.print(from + random.nextFloat() * (to - from)));
    }
    int from = Integer.parseInt(low);
    int to = Integer.parseInt(high);
    return of(type, i -> String.valueOf(from + random.nextInt(to - from + 1)));
  }

  private static Tensor of(TensorType type, IntFunction<String> element) {
    if (type.dtype().isFloat()) {
      float[] floats = new float[type.elements()];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = FloatText.parse(element.apply(i));
      }
      return Tensor.of(type, floats);
    }
    long[] integers = new long[type.elements()];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = Long.parseLong(element.apply(i));
    }
    return Tensor.ofIntegers(type, integers);
  }
}
