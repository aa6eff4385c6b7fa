package org.modelc.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.List;
import java.util.Optional;

/** Numbers that training changes, with the optimiser's memory of their gradients. */
public final class Parameter {
  /** Root mean square of a layer of weights, at the lower end of what is common for activations around 1. */
  private static final double USUAL_WEIGHT = 0.05;

  private static final NDIndex EVERYTHING = new NDIndex(":");

  private final NDArray array;
  private final List<NDArray> moments;
  private Optional<NDArray> mask;
  private final boolean isWeight;
  private final double rateFactor;

  /**
   * @param array it is given away
   * @param keepZeros whether elements that are 0 stay 0
   * @param isWeight whether these are factors of activations: weight decay applies then, and steps are not larger than the weights
   */
  public Parameter(NDArray array, boolean keepZeros, boolean isWeight) {
    this.array = array;
    this.moments = List.of(array.zerosLike(), array.zerosLike());
    this.mask = keepZeros ? Optional.of(array.neq(0).toType(array.getDataType(), false)) : Optional.empty();
    this.isWeight = isWeight;
    this.rateFactor = isWeight ? Math.min(1, rootMeanSquare(array) / USUAL_WEIGHT) : 1;
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

  boolean isWeight() {
    return isWeight;
  }

  /** What a learning rate for weights of usual size is multiplied by: small weights belong to large activations. */
  double rateFactor() {
    return rateFactor;
  }

  private static double rootMeanSquare(NDArray array) {
    double squares = 0;
    float[] elements = array.toFloatArray();
    for (float element : elements) {
      squares += (double) element * element;
    }
    return Math.max(Math.sqrt(squares / elements.length), Float.MIN_NORMAL);
  }

  /** Until {@code manager} is closed, what is computed of this parameter belongs to it. */
  void tempAttach(NDManager manager) {
    if (array.getManager() == manager) {
      return;
    }
    array.tempAttach(manager);
    moments.forEach(moment -> moment.tempAttach(manager));
    mask.ifPresent(kept -> kept.tempAttach(manager));
  }

  /** Whatever the gradient is, not a number included: 0 from here on. */
  void clearGradient() {
    array.getGradient().set(EVERYTHING, 0);
  }

  /** From now on elements are 0 where {@code values} are 0. */
  void keepZerosOf(float[] values) {
    float[] kept = new float[values.length];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = values[i] == 0 ? 0 : 1;
    }
    mask.ifPresent(NDArray::close);
    mask = Optional.of(array.getManager().create(kept, array.getShape()));
    applyMask();
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
      target.set(EVERYTHING, source);
    }
  }
}
