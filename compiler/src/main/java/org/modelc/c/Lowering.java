package org.modelc.c;

import org.modelc.ir.Tensor;

/** What an operator may ask for while it is lowered to a kernel call. */
public interface Lowering {
  /**
   * A constant array with these elements. Arrays of equal type and elements exist once in the generated file.
   *
   * @param role what the layer uses it for, a C identifier such as {@code weights}; part of the symbol
   */
  ConstArray array(String role, Tensor elements);

  /** An {@code int32_t} array. */
  ConstArray array(String role, int[] elements);

  /** A {@code uint8_t} array. */
  ConstArray array(String role, byte[] elements);
}
