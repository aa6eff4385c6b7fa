package org.modelc.c;

/**
 * A tensor that a step reads or writes.
 *
 * @param type element type and shape, for example {@code s8[1x28x28x1]}
 * @param buffer {@code arena}, {@code ai_sram}, or the name of the argument or constant array that holds it
 * @param offset from the start of arena or AI SRAM, in bytes; 0 elsewhere
 */
public record LayerTensor(String type, String buffer, int offset) {
  /** The buffer of tensors in the arena. */
  public static final String ARENA = "arena";

  /** The K210's AI SRAM. */
  public static final String AI_SRAM = "ai_sram";
}
