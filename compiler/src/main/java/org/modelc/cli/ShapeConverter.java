package org.modelc.cli;

import java.util.Arrays;
import org.modelc.ir.Shape;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads dimensions such as {@code 1x3x32x32}. */
final class ShapeConverter implements ITypeConverter<Shape> {
  @Override
  public Shape convert(String text) {
    if (!text.matches("[1-9][0-9]{0,8}(x[1-9][0-9]{0,8}){0,7}")) {
      throw new TypeConversionException("'" + text + "' is no shape such as 1x3x32x32");
    }
    Shape shape = Shape.of(Arrays.stream(text.split("x")).mapToInt(Integer::parseInt).toArray());
    try {
      shape.elements();
    } catch (ArithmeticException e) {
      throw new TypeConversionException("'" + text + "' has too many elements");
    }
    return shape;
  }
}
