package org.modelc.plan;

import java.util.OptionalInt;

/**
 * How little memory the plan is to take, and at what price.
 *
 * <p>Layers that run in bands of rows need less memory, but their kernels are called more often and rows are moved.
 *
 * @param bytes of arena that suffice; empty asks for as little as possible
 * @param mostExtraWork the largest estimate of additional instructions, as a part of all
 */
public record MemoryGoal(OptionalInt bytes, double mostExtraWork) {
  /** Every layer as a whole. */
  public static final MemoryGoal WHOLE_LAYERS = new MemoryGoal(OptionalInt.empty(), 0);

  /** As little memory as costs next to no time: at most 1 % more instructions. */
  public static final MemoryGoal DEFAULT = new MemoryGoal(OptionalInt.empty(), 0.01);

  /** As little memory as possible at any price. */
  public static final MemoryGoal SMALLEST = new MemoryGoal(OptionalInt.empty(), Double.POSITIVE_INFINITY);

  /** The least work for which an arena of {@code bytes} suffices. */
  public static MemoryGoal fitting(int bytes) {
    return new MemoryGoal(OptionalInt.of(bytes), Double.POSITIVE_INFINITY);
  }
}
