package org.modelc.ir;

import java.util.Optional;

/**
 * Type of a value: element type, static shape and, where integers stand for real numbers, their quantisation.
 *
 * <p>A type with a {@link Quant} denotes <em>real</em> numbers stored as integers; one without denotes the elements themselves.
 */
public record TensorType(DType dtype, Shape shape, Optional<Quant> quant) {

  public static TensorType f32(Shape shape) {
    return of(DType.F32, shape);
  }

  public static TensorType of(DType dtype, Shape shape) {
    return new TensorType(dtype, shape, Optional.empty());
  }

  public static TensorType quantised(DType dtype, Shape shape, Quant quant) {
    return new TensorType(dtype, shape, Optional.of(quant));
  }

  public boolean isQuantised() {
    return quant.isPresent();
  }

  /** The quantisation; only for types where {@link #isQuantised()} holds. */
  public Quant requireQuant() {
    return quant.orElseThrow(() -> new IllegalStateException("type is not quantised: " + this));
  }

  public int elements() {
    return shape.elements();
  }

  /** Size in bytes. */
  public int bytes() {
    return Math.multiplyExact(shape.elements(), dtype.bytes());
  }

  public TensorType withShape(Shape newShape) {
    return new TensorType(dtype, newShape, quant);
  }

  public TensorType withQuant(Quant newQuant) {
    return new TensorType(dtype, shape, Optional.of(newQuant));
  }

  /** For example {@code s8[1x28x28x1]}. */
  @Override
  public String toString() {
    return dtype.text() + "[" + shape + "]";
  }
}
