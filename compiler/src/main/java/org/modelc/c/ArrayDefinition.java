package org.modelc.c;

/**
 * A constant array as the source defines it.
 *
 * @param qualifier macro that may place it in a section
 * @param text its elements, some lines of comma-separated numbers
 */
record ArrayDefinition(String qualifier, String cType, String symbol, int elements, String text) {

  static ArrayDefinition of(String qualifier, ConstArray array) {
    return new ArrayDefinition(qualifier, array.cType(), array.symbol(), array.tensor().elements(), ArrayText.of(array.tensor()));
  }
}
