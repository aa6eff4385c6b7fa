package org.modelc.onnx;

import static org.modelc.onnx.OnnxModelBuilder.integer;
import static org.modelc.onnx.OnnxModelBuilder.ints;
import static org.modelc.onnx.OnnxModelBuilder.string;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conv and pools with every attribute, in one and two dimensions, against ONNX Runtime. */
class ConvolutionImportTest extends ImportTest {

  private void conv(int[] x, int[] w, AttributeProto... attributes) {
    assertMatches(fromX(13, x).random("w", w).random("b", w[0]).node("Conv", List.of("x", "w", "b"), List.of("y"), attributes));
  }

  @Test
  void convWithoutBiasAtTheOldestAndNewestOpset() {
    for (int opset : new int[] {7, 11, 22, 26}) {
      assertMatches(fromX(opset, 2, 3, 7, 9).random("w", 4, 3, 3, 2).node("Conv", List.of("x", "w"), List.of("y")));
    }
  }

  @Test
  void convStridesPadsAndDilations() {
    conv(new int[] {1, 3, 9, 8}, new int[] {4, 3, 3, 3}, ints("strides", 2, 1), ints("pads", 1, 0, 2, 3), ints("dilations", 1, 2));
  }

  @Test
  void convGroupsAndDepthwiseWithMultiplier() {
    conv(new int[] {1, 6, 5, 5}, new int[] {4, 3, 3, 3}, integer("group", 2));
    conv(new int[] {1, 4, 5, 5}, new int[] {8, 1, 3, 3}, integer("group", 4), ints("pads", 1, 1, 1, 1));
  }

  @Test
  void convOfOneDimension() {
    conv(new int[] {1, 3, 17}, new int[] {4, 3, 5}, ints("strides", 2), ints("pads", 1, 3), ints("dilations", 2));
    conv(new int[] {1, 4, 12}, new int[] {4, 1, 3}, integer("group", 4));
  }

  @ParameterizedTest
  @CsvSource({"SAME_UPPER,1", "SAME_UPPER,2", "SAME_UPPER,3", "SAME_LOWER,1", "SAME_LOWER,2", "VALID,2", "NOTSET,1"})
  void convAutoPad(String autoPad, int stride) {
    conv(new int[] {1, 2, 9, 8}, new int[] {3, 2, 4, 3}, string("auto_pad", autoPad), ints("strides", stride, stride));
    conv(new int[] {1, 2, 10}, new int[] {3, 2, 4}, string("auto_pad", autoPad), ints("strides", stride));
  }

  /** ONNX Runtime does not have this combination. */
  @Test
  void convAutoPadWithDilation() {
    assertMatches(
        dilated(string("auto_pad", "SAME_UPPER")),
        dilated(ints("pads", 2, 3, 2, 3)));
  }

  private static OnnxModelBuilder dilated(AttributeProto padding) {
    return fromX(13, 1, 2, 9, 8).random("w", 3, 2, 3, 3).node("Conv", List.of("x", "w"), List.of("y"), ints("dilations", 2, 3), padding);
  }

  private void pool(String type, int opset, int[] x, AttributeProto... attributes) {
    assertMatches(fromX(opset, x).node(type, List.of("x"), List.of("y"), attributes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"MaxPool", "AveragePool"})
  void poolWindows(String type) {
    for (int opset : new int[] {7, 10, 12, 19, 22, 26}) {
      pool(type, opset, new int[] {1, 2, 8, 9}, ints("kernel_shape", 3, 2), ints("strides", 2, 3), ints("pads", 1, 0, 1, 1));
    }
    pool(type, 13, new int[] {1, 2, 11}, ints("kernel_shape", 3), ints("strides", 2), ints("pads", 1, 0));
    pool(type, 13, new int[] {1, 2, 7, 7}, ints("kernel_shape", 3, 3), string("auto_pad", "SAME_UPPER"), ints("strides", 2, 2));
    pool(type, 13, new int[] {1, 2, 8, 6}, ints("kernel_shape", 3, 3), string("auto_pad", "SAME_LOWER"), ints("strides", 2, 2));
    pool(type, 13, new int[] {1, 2, 8, 6}, ints("kernel_shape", 3, 3), string("auto_pad", "VALID"), ints("strides", 2, 2));
  }

  @Test
  void poolDilations() {
    pool("MaxPool", 13, new int[] {1, 2, 8, 9}, ints("kernel_shape", 2, 3), ints("dilations", 3, 2));
    pool("AveragePool", 19, new int[] {1, 2, 8, 9}, ints("kernel_shape", 2, 3), ints("dilations", 3, 2), ints("pads", 1, 1, 1, 1));
  }

  /** Sizes for which ceil mode adds nothing, adds a part of a window, and drops a window that would start in the padding. */
  @ParameterizedTest
  @CsvSource({"MaxPool,10", "MaxPool,13", "AveragePool,10", "AveragePool,19", "AveragePool,22"})
  void ceilMode(String type, int opset) {
    for (int size = 5; size < 11; size++) {
      for (int pad = 0; pad < 2; pad++) {
        pool(type, opset, new int[] {1, 2, size, 7}, integer("ceil_mode", 1),
            ints("kernel_shape", 3, 2), ints("strides", 3, 2), ints("pads", pad, 0, pad, 1));
        pool(type, opset, new int[] {1, 2, size}, integer("ceil_mode", 1),
            ints("kernel_shape", 2), ints("strides", 3), ints("pads", pad, pad));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void countIncludePad(int ceilMode) {
    for (int size = 5; size < 10; size++) {
      pool("AveragePool", 19, new int[] {1, 2, size, 6}, integer("count_include_pad", 1), integer("ceil_mode", ceilMode),
          ints("kernel_shape", 3, 3), ints("strides", 2, 3), ints("pads", 1, 2, 1, 1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GlobalAveragePool", "GlobalMaxPool"})
  void globalPools(String type) {
    pool(type, 7, new int[] {2, 3, 5, 4});
    pool(type, 13, new int[] {1, 3, 8});
    pool(type, 22, new int[] {1, 3, 4, 4});
  }

  @Test
  void maxPoolOfWhichTheIndicesAreNamedButNotUsed() {
    assertMatches(fromX(13, 1, 2, 6, 6).node("MaxPool", List.of("x"), List.of("y", "indices"), ints("kernel_shape", 2, 2)));
  }
}
