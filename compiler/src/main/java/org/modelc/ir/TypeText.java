package org.modelc.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Types as IR text: {@code f32[1x10]}, {@code s8[1x10] <0.1 zero -3>}, {@code s8[2x3] <axis 0: 0.1 0.2>}, {@code s64[scalar]}. */
final class TypeText {
  private static final String SCALAR = "scalar";
  private static final String ZERO = "zero";
  private static final String AXIS = "axis";

  private TypeText() {}

  static String print(TensorType type) {
    return type + type.quant().map(quant -> " " + print(quant)).orElse("");
  }

  static String print(Quant quant) {
    String axis = quant.isPerTensor() ? "" : AXIS + " " + quant.axis() + ": ";
    String scales = quant.scales().stream().map(FloatText::print).collect(Collectors.joining(" "));
    String zeroPoints = quant.zeroPoints().stream().map(String::valueOf).collect(Collectors.joining(" ", " " + ZERO + " ", ""));
    return "<" + axis + scales + (quant.isSymmetric() ? "" : zeroPoints) + ">";
  }

  static TensorType parse(Tokens tokens) {
    DType dtype = dtype(tokens.word());
    Shape shape = parseShape(tokens);
    return tokens.peek("<") ? TensorType.quantised(dtype, shape, parseQuant(tokens)) : TensorType.of(dtype, shape);
  }

  static DType dtype(String word) {
    return DType.valueOf(word.toUpperCase(Locale.ROOT));
  }

  static Shape parseShape(Tokens tokens) {
    tokens.expect("[");
    String dims = tokens.word();
    tokens.expect("]");
    List<Integer> parsed = new ArrayList<>();
    if (!dims.equals(SCALAR)) {
      for (String dim : dims.split("x")) {
        parsed.add(Integer.valueOf(dim));
      }
    }
    return new Shape(parsed);
  }

  static Quant parseQuant(Tokens tokens) {
    tokens.expect("<");
    int axis = Quant.PER_TENSOR;
    if (tokens.accept(AXIS)) {
      axis = Integer.parseInt(tokens.word());
      tokens.expect(":");
    }
    List<Float> scales = new ArrayList<>();
    while (!tokens.peek(">") && !tokens.peek(ZERO)) {
      scales.add(FloatText.parse(tokens.word()));
    }
    List<Integer> zeroPoints = new ArrayList<>();
    if (tokens.accept(ZERO)) {
      while (!tokens.peek(">")) {
        zeroPoints.add(Integer.valueOf(tokens.word()));
      }
    } else {
      zeroPoints.addAll(Collections.nCopies(scales.size(), 0));
    }
    tokens.expect(">");
    return new Quant(scales, zeroPoints, axis);
  }
}
