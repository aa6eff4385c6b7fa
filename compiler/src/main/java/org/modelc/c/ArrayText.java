package org.modelc.c;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.modelc.ir.DType;
import org.modelc.ir.Tensor;

/** Prints the elements of a constant array as aligned columns. */
final class ArrayText {
  private ArrayText() {}

  /** Lines of comma-separated numbers, without braces and indentation. */
  static String of(Tensor tensor) {
    List<String> numbers = IntStream.range(0, tensor.elements()).mapToObj(index -> number(tensor, index)).toList();
    int width = numbers.stream().mapToInt(String::length).max().orElse(0);
    int columns = columns(tensor.type().dtype());
    List<String> lines = new ArrayList<>();
    for (int start = 0; start < numbers.size(); start += columns) {
      lines.add(line(numbers.subList(start, Math.min(start + columns, numbers.size())), width));
    }
    return String.join(",\n", lines);
  }

  private static String line(List<String> numbers, int width) {
    StringBuilder line = new StringBuilder();
    for (String number : numbers) {
      line.append(line.length() == 0 ? "" : ", ").append(" ".repeat(width - number.length())).append(number);
    }
    return line.toString();
  }

  private static int columns(DType dtype) {
    return switch (dtype) {
      case S8, U8, BOOL, S16, U16 -> 16;
      case F32, S32, U32 -> 8;
      case S64, U64, F64 -> 4;
    };
  }

  private static String number(Tensor tensor, int index) {
    if (tensor.type().dtype().isFloat()) {
      return FloatLiteral.of(tensor.floats()[index]);
    }
    if (tensor.type().dtype() == DType.F64) {
      return FloatLiteral.of(tensor.doubles()[index]);
    }
    long value = tensor.integer(index);
    if (tensor.type().dtype() == DType.U32 || tensor.type().dtype() == DType.U64) {
      return Long.toUnsignedString(value) + (tensor.type().dtype() == DType.U32 ? "u" : "ull");
    }
    if (tensor.type().dtype() == DType.S32 && value == Integer.MIN_VALUE) {
      return "INT32_MIN";
    }
    return value == Long.MIN_VALUE ? "INT64_MIN" : Long.toString(value);
  }
}
