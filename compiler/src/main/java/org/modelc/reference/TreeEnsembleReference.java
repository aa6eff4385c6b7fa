package org.modelc.reference;

import java.util.List;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.TreeEnsemble;

/** Reference semantics of {@link TreeEnsemble}: sums from 0 in the order of the trees, each rounded to float. */
public final class TreeEnsembleReference {
  private TreeEnsembleReference() {}

  public static Tensor evaluate(List<Tensor> inputs, TensorType outputType) {
    int rows = outputType.shape().dim(0);
    int targets = outputType.shape().dim(1);
    int features = inputs.get(TreeEnsemble.X).shape().dim(1);
    float[] leaves = inputs.get(TreeEnsemble.LEAVES).floats();
    Tensor roots = inputs.get(TreeEnsemble.ROOTS);
    float[] sums = new float[rows * targets];
    for (int row = 0; row < rows; row++) {
      for (int tree = 0; tree < roots.elements(); tree++) {
        int leaf = leaf(inputs, row * features, (int) roots.integer(tree));
        for (int target = 0; target < targets; target++) {
          sums[row * targets + target] += leaves[leaf * targets + target];
        }
      }
    }
    return Tensor.of(outputType, sums);
  }

  /** The leaf at which the sample ends that begins at element {@code first} of x. */
  private static int leaf(List<Tensor> inputs, int first, int root) {
    int place = root;
    while (place >= 0) {
      int feature = (int) inputs.get(TreeEnsemble.FEATURES).integer(place);
      float value = inputs.get(TreeEnsemble.X).floats()[first + (feature < 0 ? -1 - feature : feature)];
      float threshold = inputs.get(TreeEnsemble.THRESHOLDS).floats()[place];
      boolean isFirst = value <= threshold || feature < 0 && Float.isNaN(value);
      place = (int) inputs.get(TreeEnsemble.CHILDREN).integer(2 * place + (isFirst ? 0 : 1));
    }
    return -1 - place;
  }
}
