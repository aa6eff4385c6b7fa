package org.modelc.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Static dimensions of a tensor, outermost first; rank 0 is a scalar. Dimensions are at least 0. */
public record Shape(List<Integer> dims) {
  public static final Shape SCALAR = new Shape(List.of());

  public Shape {
    dims = List.copyOf(dims);
  }

  public static Shape of(int... dims) {
    return new Shape(Arrays.stream(dims).boxed().toList());
  }

  public int rank() {
    return dims.size();
  }

  /** Dimension {@code axis}; a negative axis counts from the last, as in ONNX. */
  public int dim(int axis) {
    return dims.get(axis < 0 ? axis + rank() : axis);
  }

  /** Number of elements; 1 for a scalar. Importers keep it below {@link Integer#MAX_VALUE}. */
  public int elements() {
    return product(0, rank());
  }

  /** Product of dimensions {@code from} (inclusive) to {@code to} (exclusive); 1 for an empty range. */
  public int product(int from, int to) {
    long product = 1;
    for (int axis = from; axis < to; axis++) {
      product = Math.multiplyExact(product, (long) dims.get(axis));
    }
    return Math.toIntExact(product);
  }

  /** Row-major strides in elements. */
  public int[] strides() {
    int[] strides = new int[rank()];
    int stride = 1;
    for (int axis = rank() - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= dims.get(axis);
    }
    return strides;
  }

  public Shape withDim(int axis, int size) {
    List<Integer> changed = new ArrayList<>(dims);
    changed.set(axis < 0 ? axis + rank() : axis, size);
    return new Shape(changed);
  }

  /** This shape with axes of size 1 in front up to {@code rank}, as ONNX aligns shapes that are broadcast together. */
  public Shape alignedTo(int rank) {
    List<Integer> aligned = new ArrayList<>(Collections.nCopies(rank - rank(), 1));
    aligned.addAll(dims);
    return new Shape(aligned);
  }

  /** Dimension {@code i} of the result is dimension {@code perm.get(i)} of this shape. */
  public Shape permute(List<Integer> perm) {
    return new Shape(perm.stream().map(dims::get).toList());
  }

  public int[] toArray() {
    return dims.stream().mapToInt(Integer::intValue).toArray();
  }

  /** For example {@code 1x28x28x1}; {@code scalar} for rank 0. */
  @Override
  public String toString() {
    return dims.isEmpty() ? "scalar" : dims.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }
}
