package org.modelc.c;

import java.util.Optional;

/**
 * A constant array as the source defines it.
 *
 * @param qualifier macro that may place it in a section
 * @param text its elements, some lines of comma-separated numbers
 * @param alignment in bytes, where the source must ask for it
 */
record ArrayDefinition(String qualifier, String cType, String symbol, int elements, String text, Optional<Integer> alignment) {

  static ArrayDefinition of(String qualifier, ConstArray array) {
    Optional<Integer> alignment = array.alignment().stream().boxed().findFirst();
    return new ArrayDefinition(
        qualifier, array.cType(), array.symbol(), array.tensor().elements(), ArrayText.of(array.tensor()), alignment);
  }
}
