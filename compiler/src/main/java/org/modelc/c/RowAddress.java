package org.modelc.c;

import org.modelc.plan.RowPointer;

/** C expressions for the addresses of rows of a map. */
final class RowAddress {
  private RowAddress() {}

  /**
   * @param band the variable that has the number of the band
   * @param firstBand the number of the band in which the pointer is at its first row
   */
  static String of(String symbol, RowPointer pointer, String band, int firstBand) {
    int advance = pointer.rowsPerBand() * RowPointer.rowElements(pointer.value());
    int start = pointer.row() * RowPointer.rowElements(pointer.value()) - firstBand * advance;
    return advance == 0 ? of(symbol, start) : "&" + symbol + "[" + band + " * " + advance + plus(start) + "]";
  }

  private static String plus(int offset) {
    return offset == 0 ? "" : offset > 0 ? " + " + offset : " - " + -offset;
  }

  /** Address of the element at {@code offset}. */
  static String of(String symbol, int offset) {
    return offset == 0 ? symbol : "&" + symbol + "[" + offset + "]";
  }
}
