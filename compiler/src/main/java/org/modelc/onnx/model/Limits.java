package org.modelc.onnx.model;

import java.util.ArrayList;
import java.util.List;
import org.modelc.ir.Shape;
import org.modelc.op.OpException;
import org.modelc.problem.Code;

/**
 * Bounds on what modelc accepts. They are far above what fits a microcontroller and keep any file, however hostile, within a heap of 1 GB
 * and a few seconds.
 */
public final class Limits {
  /** Size of the model file; weights beyond it may stand in external data. */
  public static final long FILE_BYTES = 1L << 27;

  /** Elements of one tensor, and of all constants together. */
  public static final long ELEMENTS = 1L << 24;

  /** Multiply-accumulate operations, or pooled elements, of one inference. */
  public static final long OPERATIONS = 10_000_000_000L;

  /** Nodes of the graph after local functions are inlined. */
  public static final int NODES = 1 << 14;

  /** Graph inputs, and graph outputs. */
  public static final int INPUTS = 1000;

  /** Rank of a tensor. */
  public static final int RANK = 16;

  /** Calls of local functions within local functions. */
  static final int FUNCTION_DEPTH = 32;

  /** Characters of a name within a local function; each call makes a copy. */
  static final int FUNCTION_NAME = 1000;

  private Limits() {}

  /**
   * Static dimensions as a shape.
   *
   * @throws OpException E107 if the tensor is too large, E105 if a dimension is negative
   */
  public static Shape shape(List<Long> dims) {
    if (dims.size() > RANK) {
      throw new OpException(Code.E107, "rank " + dims.size() + " is above the limit of " + RANK);
    }
    List<Integer> checked = new ArrayList<>();
    for (long dim : dims) {
      if (dim < 0) {
        throw new OpException(Code.E105, "dimension " + dim + " is negative");
      }
      if (dim > ELEMENTS) {
        throw new OpException(Code.E107, "dimension " + dim + " is above the limit of " + ELEMENTS);
      }
      checked.add((int) dim);
    }
    Shape shape = new Shape(checked);
    requireElements(shape);
    return shape;
  }

  /** Requires that a tensor of {@code shape} is within {@link #ELEMENTS}; zero dimensions do not hide large ones. */
  public static void requireElements(Shape shape) {
    long elements = 1;
    for (int dim : shape.dims()) {
      elements *= Math.max(dim, 1);
      if (elements > ELEMENTS) {
        throw new OpException(Code.E107, "a tensor of shape " + shape + " is above the limit of " + ELEMENTS + " elements");
      }
    }
  }
}
