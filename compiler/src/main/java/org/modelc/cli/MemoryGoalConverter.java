package org.modelc.cli;

import org.modelc.plan.MemoryGoal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code default}, {@code min}, {@code max} or a number of bytes. */
final class MemoryGoalConverter implements ITypeConverter<MemoryGoal> {
  @Override
  public MemoryGoal convert(String text) {
    switch (text) {
      case "default":
        return MemoryGoal.DEFAULT;
      case "min":
        return MemoryGoal.SMALLEST;
      case "max":
        return MemoryGoal.WHOLE_LAYERS;
      default:
        return MemoryGoal.fitting(bytes(text));
    }
  }

  private static int bytes(String text) {
    try {
      return Integer.parseUnsignedInt(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is neither default, min, max nor a number of bytes");
    }
  }
}
