package org.modelc.ir;

import java.util.Optional;

/**
 * One tensor of a graph: a graph input, a node's output, or a constant. Compared by identity; names are unique within a graph.
 */
public final class Value {
  private final String name;
  private final TensorType type;
  private final Optional<Tensor> constant;

  private Value(String name, TensorType type, Optional<Tensor> constant) {
    this.name = name;
    this.type = type;
    this.constant = constant;
  }

  public static Value variable(String name, TensorType type) {
    return new Value(name, type, Optional.empty());
  }

  public static Value constant(String name, Tensor tensor) {
    return new Value(name, tensor.type(), Optional.of(tensor));
  }

  public String name() {
    return name;
  }

  public TensorType type() {
    return type;
  }

  public Shape shape() {
    return type.shape();
  }

  public boolean isConstant() {
    return constant.isPresent();
  }

  public Optional<Tensor> constant() {
    return constant;
  }

  /** The elements of a constant; only where {@link #isConstant()} holds. */
  public Tensor requireConstant() {
    return constant.orElseThrow(() -> new IllegalStateException(name + " is not constant"));
  }

  @Override
  public String toString() {
    return name + ": " + type;
  }
}
