package org.modelc.op;

import java.util.List;
import org.modelc.c.Call;
import org.modelc.c.Lowering;
import org.modelc.c.RoiAlignCall;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.Code;
import org.modelc.reference.RoiAlignReference;

/**
 * Regions of maps in one size. Inputs: x F32 [N, C, H, W], regions F32 [R, 4] (left, top, right, bottom), maps S64 [R] (which of the N a region
 * lies on; an index outside stands for the nearest); output F32 [R, C, height, width].
 *
 * @param pooling what is made of the samples of a part: their mean, or the largest of all elements times their weights, as ONNX has it
 * @param height parts of a region along H
 * @param width parts of a region along W
 * @param samples of a part along each axis; 0 for as many as it is long, at most {@link #MOST_SAMPLES} times the map
 * @param scale of coordinates
 * @param halfPixel whether the middle of the first element is at 0.5, else at 0, where regions are at least one element long
 */
public record RoiAlign(Pooling pooling, int height, int width, int samples, float scale, boolean halfPixel) implements Op {
  public static final int X = 0;
  public static final int REGIONS = 1;
  public static final int MAPS = 2;

  /** Bounds the work that a region's coordinates can cause. */
  public static final int MOST_SAMPLES = 2;

  /** How samples are joined. */
  public enum Pooling {
    MEAN,
    LARGEST
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Operands.requireCount(inputs, 3);
    Operands.requireRank(inputs.get(X).shape(), 4, "maps");
    int regions = inputs.get(MAPS).elements();
    Operands.requireShape(inputs.get(REGIONS).shape(), Shape.of(regions, 4), "regions");
    if (inputs.get(X).dtype() != DType.F32 || inputs.get(REGIONS).dtype() != DType.F32 || inputs.get(MAPS).dtype() != DType.S64) {
      throw new OpException(Code.E205, "inputs are " + inputs + "; f32, f32 and s64 are needed");
    }
    if (height < 1 || width < 1 || samples < 0) {
      throw new OpException(Code.E203, "has " + height + " by " + width + " parts with sampling_ratio " + samples);
    }
    return List.of(TensorType.f32(Shape.of(regions, inputs.get(X).shape().dim(1), height, width)));
  }

  /** What is taken from scaled coordinates. */
  public float offset() {
    return halfPixel ? 0.5f : 0;
  }

  @Override
  public List<Tensor> evaluate(List<Tensor> inputs, List<TensorType> outputs) {
    return List.of(RoiAlignReference.evaluate(this, inputs, outputs.get(0)));
  }

  @Override
  public Call lower(Node node, Lowering lowering) {
    return RoiAlignCall.of(this, node, lowering);
  }

  @Override
  public QuantRule quantRule() {
    return QuantRule.FLOAT_ONLY;
  }
}
