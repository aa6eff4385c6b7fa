package org.modelc.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.List;
import java.util.Optional;

/** Numbers that training changes, with the optimiser's memory of their gradients. */
public final class Parameter {
  private final NDArray array;
  private final List<NDArray> moments;
  private final Optional<NDArray> mask;
  private final boolean decays;

  /**
   * @param array it is given away
   * @param keepZeros whether elements that are 0 stay 0
   * @param decays whether weight decay applies
   */
  public Parameter(NDArray array, boolean keepZeros, boolean decays) {
    this.array = array;
    this.moments = List.of(array.zerosLike(), array.zerosLike());
    this.mask = keepZeros ? Optional.of(array.neq(0).toType(array.getDataType(), false)) : Optional.empty();
    this.decays = decays;
    array.setRequiresGradient(true);
  }

  /** Changes with every step. */
  public NDArray array() {
    return array;
  }

  /** Running means of gradients and of their squares, of the same shape. */
  List<NDArray> moments() {
    return moments;
  }

  boolean decays() {
    return decays;
  }

  /** Until {@code manager} is closed, what is computed of this parameter belongs to it. */
  void tempAttach(NDManager manager) {
    array.tempAttach(manager);
    moments.forEach(moment -> moment.tempAttach(manager));
    mask.ifPresent(kept -> kept.tempAttach(manager));
  }

  /** To be called after each step. */
  void applyMask() {
    mask.ifPresent(array::muli);
  }

  /** The numbers as they are now. */
  public float[] values() {
    return array.toFloatArray();
  }

  void set(float[] values) {
    set(array, values);
  }

  /** @param index of {@link #moments} */
  void setMoment(int index, float[] values) {
    set(moments.get(index), values);
  }

  /** The engine's own function for whole arrays prints a warning. */
  private static void set(NDArray target, float[] values) {
    try (NDArray source = target.getManager().create(values, target.getShape())) {
      target.set(new NDIndex(":"), source);
    }
  }
}
