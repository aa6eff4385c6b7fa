package org.modelc.op;

import java.util.ArrayList;
import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.GridSampleCall;
import org.modelc.c.Lowering;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.GridSampleReference;

/**
 * Elements at computed places of maps. Inputs F32: x [N, C, H, W] or [N, C, D, H, W], grid [N, places..., 2 or 3] of coordinates, the last
 * axis' first; output F32 [N, C, places...].
 */
public record GridSample(Interpolation interpolation, Padding padding, Coordinates coordinates) implements Op {
  public static final int X = 0;
  public static final int GRID = 1;

  /** How many elements make a result: one, two or four along each axis. */
  public enum Interpolation {
    NEAREST,
    LINEAR,
    CUBIC
  }

  /** What lies outside a map, in the order of the kernels' numbers. */
  public enum Padding {
    ZEROS,
    BORDER,
    REFLECTION
  }

  /** What a coordinate means. */
  public enum Coordinates {
    /** -1 and 1 are the middles of the first and last elements. */
    ALIGNED,
    /** -1 and 1 are the outer ends of the first and last elements. */
    ENDS,
    /** The middle of the first element is 0, that of the next 1. */
    ELEMENTS
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 2);
    Shape x = inputs.get(X).shape();
    Shape grid = inputs.get(GRID).shape();
    if (inputs.get(X).dtype() != DType.F32 || inputs.get(GRID).dtype() != DType.F32) {
      throw new OpException(Code.E205, "inputs are " + inputs + ", f32 is needed");
    }
    int axes = x.rank() - 2;
    if (axes < 2 || axes > 3 || grid.rank() != axes + 2 || grid.dim(-1) != axes || grid.dim(0) != x.dim(0)) {
      throw new OpException(Code.E204, "a grid of shape " + grid + " does not fit maps of shape " + x);
    }
    List<Integer> dims = new ArrayList<>(List.of(x.dim(0), x.dim(1)));
    dims.addAll(grid.dims().subList(1, grid.rank() - 1));
    return List.of(TensorType.f32(new Shape(dims)));
  }

  /** The factor of a coordinate along an axis of {@code size} elements. */
  public float scale(int size) {
    return switch (coordinates) {
      case ALIGNED -> (size - 1) / 2f;
      case ENDS -> size / 2f;
      case ELEMENTS -> 1;
    };
  }

  /** What is added to it. */
  public float offset(int size) {
    return coordinates == Coordinates.ELEMENTS ? 0 : (size - 1) / 2f;
  }

  /** The first place that is no padding. */
  public float low() {
    return coordinates == Coordinates.ENDS ? -0.5f : 0;
  }

  /** The last place that is no padding. */
  public float high(int size) {
    return coordinates == Coordinates.ENDS ? size - 0.5f : size - 1;
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(GridSampleReference.evaluate(this, inputs.get(X), inputs.get(GRID), outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return GridSampleCall.of(this, node, lowering);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.FLOAT_ONLY;
  }
}
