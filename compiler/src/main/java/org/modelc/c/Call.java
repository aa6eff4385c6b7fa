package org.modelc.c;

import java.util.Map;

/**
 * The data of one kernel call, printed by the template that is named like the record ({@code templates/c/op/<Operator>.stg}).
 *
 * <p>The template prints the definition of the kernel's parameter struct; the call itself is the same for all kernels:
 * {@code kernel(&parameters, inputs..., outputs...)}, with scratch memory as a last argument where the kernel asks for it. Constant operands are
 * part of the parameters, activations are arguments.
 */
public interface Call {
  /** The kernel's C function, for example {@code modelc_conv_s8}; its source is {@code runtime-c/src/<kernel>.c}. */
  String kernel();

  /**
   * Constant inputs of the node that the kernel takes as arguments in their place among the inputs, by input index: where either operand
   * may be constant, as of an addition. All other constant inputs are no arguments.
   */
  default Map<Integer, ConstArray> constantArguments() {
    return Map.of();
  }

  /** Whether all inputs are one argument, an array of pointers ({@code const void *const *}), because their number varies. */
  default boolean takesInputArray() {
    return false;
  }
}
