package org.modelc.quant;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a network of layers in different formats must meet.
 *
 * @param flash bytes of constants at most
 * @param ram bytes of the arena at most
 * @param accuracy how many of a hundred samples may get another class than from the float network, at most
 */
public record MixedGoal(OptionalInt flash, OptionalInt ram, OptionalDouble accuracy) {

  /**
   * Reads {@code flash=BYTES}, {@code ram=BYTES} and {@code accuracy=POINTS}, one or more with commas between them.
   *
   * @throws IllegalArgumentException if {@code text} is something else
   */
  public static MixedGoal parse(String text) {
    MixedGoal goal = new MixedGoal(OptionalInt.empty(), OptionalInt.empty(), OptionalDouble.empty());
    for (String part : text.split(",", -1)) {
      goal = goal.with(part);
    }
    return goal;
  }

  private MixedGoal with(String part) {
    int equals = part.indexOf('=');
    String name = equals < 0 ? part : part.substring(0, equals);
    String number = part.substring(equals + 1);
    return switch (name) {
      case "flash" -> new MixedGoal(OptionalInt.of(bytes(part, number)), ram, accuracy);
      case "ram" -> new MixedGoal(flash, OptionalInt.of(bytes(part, number)), accuracy);
      case "accuracy" -> new MixedGoal(flash, ram, OptionalDouble.of(points(part, number)));
      default -> throw new IllegalArgumentException("'" + part + "' is none of flash=BYTES, ram=BYTES, accuracy=POINTS");
    };
  }

  private static int bytes(String part, String number) {
    try {
      return Integer.parseUnsignedInt(number);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + part + "' has no number of bytes", e);
    }
  }

  private static double points(String part, String number) {
    try {
      double points = Double.parseDouble(number);
      if (points >= 0 && points <= 100) {
        return points;
      }
    } catch (NumberFormatException e) {
      // Reported below, as numbers out of range are.
    }
    throw new IllegalArgumentException("'" + part + "' has no number from 0 to 100");
  }

  boolean hasBudget() {
    return flash.isPresent() || ram.isPresent();
  }

  boolean isMetBy(Footprint footprint) {
    return (flash.isEmpty() || footprint.flash() <= flash.getAsInt()) && (ram.isEmpty() || footprint.ram() <= ram.getAsInt());
  }
}
