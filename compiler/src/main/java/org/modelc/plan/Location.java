package org.modelc.plan;

import org.modelc.ir.Tensor;

/** Where the elements of a value lie while the model runs. */
public sealed interface Location {

  /** The caller's buffer of an input, by its place among the arguments; never written. */
  record Input(int index) implements Location {}

  /** The caller's buffer of an output, by its place among the results. */
  record Output(int index) implements Location {}

  /** Constant data. */
  record Constant(Tensor tensor) implements Location {}

  /**
   * The K210's AI SRAM.
   *
   * @param row of 64 bytes, the first of the image
   */
  record AiSram(int row) implements Location {}

  /** @param offset bytes from the start of the arena, a multiple of the plan's alignment */
  record Arena(int offset) implements Location {}
}
