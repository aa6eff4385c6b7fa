package org.modelc.c;

import java.util.OptionalInt;
import org.modelc.ir.Tensor;

/**
 * A {@code static const} array of the generated file.
 *
 * @param symbol its C name
 * @param cType element type
 * @param tensor its elements in the order of the array
 * @param alignment in bytes, where it must be more than the element type's
 */
public record ConstArray(String symbol, String cType, Tensor tensor, OptionalInt alignment) {

  /** An array of which the compiler chooses the alignment. */
  public ConstArray(String symbol, String cType, Tensor tensor) {
    this(symbol, cType, tensor, OptionalInt.empty());
  }
}
