package org.modelc.training.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.op.Resample;

/** Interpolation along an axis as a product with the matrix of all weights. */
final class ResampleOnEngine implements EngineOperator<Resample> {
  @Override
  public boolean supports(Resample op, Node node) {
    return node.input(Resample.INDICES).isConstant() && node.input(Resample.WEIGHTS).isConstant();
  }

  @Override
  public NDArray apply(Resample op, Node node, List<NDArray> inputs) {
    NDArray x = inputs.get(0);
    int axis = op.axis() + 1;
    int last = x.getShape().dimension() - 1;
    return x.swapAxes(axis, last).matMul(matrix(x, node, node.input(0).shape().dim(op.axis()))).swapAxes(axis, last);
  }

  /** [length, output length]. */
  private static NDArray matrix(NDArray x, Node node, int length) {
    Tensor indices = node.input(Resample.INDICES).requireConstant();
    float[] weights = node.input(Resample.WEIGHTS).requireConstant().floats();
    int places = indices.shape().dim(0);
    int taps = indices.shape().dim(1);
    float[] matrix = new float[length * places];
    for (int i = 0; i < weights.length; i++) {
      matrix[indices.ints()[i] * places + i / taps] += weights[i];
    }
    return x.getManager().create(matrix, new Shape(length, places));
  }
}
