package org.modelc.onnx;

import static org.modelc.onnx.OnnxModelBuilder.integer;
import static org.modelc.onnx.OnnxModelBuilder.ints;
import static org.modelc.onnx.OnnxModelBuilder.string;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Convolutions and pools with random sizes and attributes against ONNX Runtime. */
class RandomWindowsTest extends ImportTest {
  private static final String[] AUTO_PADS = {"NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID"};

  /** Sizes along one or two axes that fit each other. */
  private record Case(int[] size, long[] kernel, long[] strides, long[] dilations, long[] pads, String autoPad) {

    static Case random(Random random, boolean dilates) {
      int axes = 1 + random.nextInt(2);
      Case result = new Case(
          new int[axes], new long[axes], new long[axes], new long[axes], new long[2 * axes], AUTO_PADS[random.nextInt(AUTO_PADS.length)]);
      for (int axis = 0; axis < axes; axis++) {
        result.kernel[axis] = 1 + random.nextInt(4);
        result.strides[axis] = 1 + random.nextInt(Math.min(4, (int) result.kernel[axis] + 1));
        result.dilations[axis] = dilates && !result.autoPad.startsWith("SAME") ? 1 + random.nextInt(3) : 1;
        if (result.autoPad.equals("NOTSET")) {
          result.pads[axis] = random.nextInt((int) result.kernel[axis]);
          result.pads[axes + axis] = random.nextInt((int) result.kernel[axis]);
        }
        result.size[axis] = (int) ((result.kernel[axis] - 1) * result.dilations[axis]) + 1 + random.nextInt(8);
      }
      return result;
    }

    int[] input(int channels) {
      return LongStream.concat(LongStream.of(2, channels), Arrays.stream(size).asLongStream()).mapToInt(i -> (int) i).toArray();
    }

    int[] weights(int outputs, int inputs) {
      return LongStream.concat(LongStream.of(outputs, inputs), LongStream.of(kernel)).mapToInt(i -> (int) i).toArray();
    }

    AttributeProto[] attributes(AttributeProto... more) {
      List<AttributeProto> attributes = new ArrayList<>(List.of(more));
      attributes.add(ints("kernel_shape", kernel));
      attributes.add(ints("strides", strides));
      attributes.add(string("auto_pad", autoPad));
      if (autoPad.equals("NOTSET")) {
        attributes.add(ints("pads", pads));
      }
      if (LongStream.of(dilations).anyMatch(dilation -> dilation > 1)) {
        attributes.add(ints("dilations", dilations));
      }
      return attributes.toArray(AttributeProto[]::new);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void convolutions(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      Case sizes = Case.random(random, true);
      int groups = 1 + random.nextInt(3);
      int inputs = 1 + random.nextInt(3);
      int outputs = groups * (1 + random.nextInt(3));
      assertMatches(fromX(13, sizes.input(groups * inputs)).random("w", sizes.weights(outputs, inputs)).random("b", outputs)
          .node("Conv", List.of("x", "w", "b"), List.of("y"), sizes.attributes(integer("group", groups))));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4})
  void maxPools(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      Case sizes = Case.random(random, true);
      assertMatches(fromX(13, sizes.input(3)).node("MaxPool", List.of("x"), List.of("y"),
          sizes.attributes(integer("ceil_mode", random.nextInt(2)))));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void averagePools(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      Case sizes = Case.random(random, true);
      assertMatches(fromX(19, sizes.input(3)).node("AveragePool", List.of("x"), List.of("y"), sizes.attributes(
          integer("ceil_mode", random.nextInt(2)), integer("count_include_pad", random.nextInt(2)))));
    }
  }
}
