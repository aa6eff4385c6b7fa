package org.modelc.training.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.op.Scatter;

/** Blocks of floats replaced or added at places that are the same for all samples: a product with a matrix of zeros and ones. */
final class ScatterOnEngine implements EngineOperator<Scatter> {
  @Override
  public boolean supports(Scatter op, Node node) {
    boolean known = op.kind() == Scatter.Kind.REPLACE || op.kind() == Scatter.Kind.ADD;
    return known && node.input(Scatter.INDICES).isConstant() && node.output().type().dtype() == DType.F32;
  }

  @Override
  public NDArray apply(Scatter op, Node node, List<NDArray> inputs) {
    NDArray data = inputs.get(Scatter.DATA);
    int size = node.output().shape().dim(0);
    boolean replaces = op.kind() == Scatter.Kind.REPLACE;
    float[] places = places(node.input(Scatter.INDICES).requireConstant(), size, replaces);
    NDArray updates = data.getManager().create(places, new Shape(size, places.length / size)).matMul(inputs.get(Scatter.UPDATES));
    NDArray kept = replaces ? data.mul(data.getManager().create(kept(places, size), new Shape(size, 1))) : data;
    return kept.add(updates);
  }

  /** [size, updates]: ones where an update goes; of several that replace the same block only the last has one. */
  private static float[] places(Tensor indices, int size, boolean lastOnly) {
    int updates = indices.elements();
    float[] places = new float[size * updates];
    for (int update = 0; update < updates; update++) {
      int block = (int) Math.min(Math.max(indices.integer(update), 0), size - 1);
      for (int earlier = 0; lastOnly && earlier < update; earlier++) {
        places[block * updates + earlier] = 0;
      }
      places[block * updates + update] = 1;
    }
    return places;
  }

  /** 0 for blocks that are replaced, 1 for the others. */
  private static float[] kept(float[] places, int size) {
    int updates = places.length / size;
    float[] kept = new float[size];
    for (int block = 0; block < size; block++) {
      kept[block] = 1;
      for (int update = 0; update < updates; update++) {
        kept[block] -= places[block * updates + update];
      }
    }
    return kept;
  }
}
