package org.modelc.ir;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.modelc.op.Clamp;
import org.modelc.op.Window;

/** Attributes of operators as IR text, chosen by their type. */
final class AttributeText {
  private static final String DOTS = "..";

  private AttributeText() {}

  static String print(Object value) {
    if (value instanceof Window window) {
      return WindowText.print(window);
    } else if (value instanceof Clamp clamp) {
      return FloatText.print(clamp.min()) + DOTS + FloatText.print(clamp.max());
    } else if (value instanceof Quant quant) {
      return TypeText.print(quant);
    } else if (value instanceof Shape shape) {
      return "[" + shape + "]";
    } else if (value instanceof List<?> list) {
      return list.stream().map(AttributeText::print).collect(Collectors.joining(" ", "[", "]"));
    } else if (value instanceof Float number) {
      return FloatText.print(number);
    } else {
      return value.toString().toLowerCase(Locale.ROOT);
    }
  }

  /** An attribute of type {@code type}; lists are of integers. */
  static Object parse(Type type, Tokens tokens) {
    if (type == Window.class) {
      return WindowText.parse(tokens);
    } else if (type == Clamp.class) {
      return clamp(tokens.word());
    } else if (type == Quant.class) {
      return TypeText.parseQuant(tokens);
    } else if (type == Shape.class) {
      return TypeText.parseShape(tokens);
    } else if (type instanceof Class<?> simple) {
      return simple(simple, tokens.word());
    } else {
      return integers(tokens);
    }
  }

  private static Object simple(Class<?> type, String word) {
    if (type == int.class) {
      return Integer.valueOf(word);
    } else if (type == float.class) {
      return FloatText.parse(word);
    } else if (type == boolean.class) {
      return Boolean.valueOf(word);
    } else {
      return constant(type, word);
    }
  }

  private static Object constant(Class<?> type, String word) {
    for (Object constant : type.getEnumConstants()) {
      if (constant.toString().equalsIgnoreCase(word)) {
        return constant;
      }
    }
    throw new IllegalArgumentException("unknown " + type.getSimpleName() + " " + word);
  }

  private static Clamp clamp(String word) {
    int dots = word.indexOf(DOTS);
    return new Clamp(FloatText.parse(word.substring(0, dots)), FloatText.parse(word.substring(dots + DOTS.length())));
  }

  private static List<Integer> integers(Tokens tokens) {
    tokens.expect("[");
    List<Integer> integers = new ArrayList<>();
    while (!tokens.accept("]")) {
      integers.add(Integer.valueOf(tokens.word()));
    }
    return integers;
  }
}
