package org.modelc.c;

/**
 * The data of one kernel call, printed by the template that is named like the record ({@code templates/c/op/<Operator>.stg}).
 *
 * <p>The template prints the definition of the kernel's parameter struct; the call itself is the same for all kernels:
 * {@code kernel(&parameters, inputs..., outputs...)}. Constant operands are part of the parameters, activations are arguments.
 */
public interface Call {
  /** The kernel's C function, for example {@code modelc_conv_s8}; its source is {@code runtime-c/src/<kernel>.c}. */
  String kernel();
}
