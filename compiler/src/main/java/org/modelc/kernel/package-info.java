/**
 * Kernel selection: which C function computes each node on a target.
 *
 * <p>Every operator has a portable kernel ({@link org.modelc.op.Op#lower}). Faster ones for an instruction set extension or a special case
 * are {@link org.modelc.kernel.Kernel}s in the list of {@link org.modelc.kernel.Kernels}; all give the same bytes.
 */
package org.modelc.kernel;
