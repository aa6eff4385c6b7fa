package org.modelc.c;

import org.modelc.ir.Tensor;
import org.modelc.ir.Value;

/** What an operator may ask for while it is lowered to a kernel call. */
public interface Lowering {
  /**
   * A constant array with these elements. Arrays of equal type and elements exist once in the generated file.
   *
   * @param role what the layer uses it for, a C identifier such as {@code weights}; part of the symbol
   */
  ConstArray array(String role, Tensor elements);

  /** As {@link #array(String, Tensor)}, for hardware that needs the array on a multiple of {@code alignment} bytes. */
  ConstArray array(String role, Tensor elements, int alignment);

  /** The first row of an image in the K210's AI SRAM. */
  int aiSramRow(Value value);

  /** An {@code int32_t} array. */
  ConstArray array(String role, int[] elements);

  /** A {@code uint8_t} array. */
  ConstArray array(String role, byte[] elements);
}
