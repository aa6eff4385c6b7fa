package org.modelc.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.modelc.ir.Value;
import org.modelc.training.FeatureMatching;
import org.modelc.training.engine.Scalars;

/** How far layers of a student are from showing what layers of its teacher show. */
final class FeatureLoss {
  private static final float LEAST_SQUARE = 1e-12f;

  private final TrainableGraph teacher;
  private final double weight;
  private final List<Adapter> adapters = new ArrayList<>();

  /**
   * A pair and the matrix from the student's channels to the teacher's.
   *
   * @param matrix [teacher's channels, student's channels]
   * @param bias [teacher's channels]
   */
  private record Adapter(FeaturePairs.Pair pair, Parameter matrix, Parameter bias) {}

  /**
   * @param manager holds the matrices
   * @param seed decides their first elements
   */
  FeatureLoss(TrainableGraph student, TrainableGraph teacher, FeatureMatching asked, NDManager manager, long seed) {
    this.teacher = teacher;
    this.weight = asked.weight();
    Random random = new Random(seed);
    FeaturePairs.of(student.nodes(), teacher.nodes(), asked).forEach(pair -> adapters.add(adapter(pair, manager, random)));
  }

  private static Adapter adapter(FeaturePairs.Pair pair, NDManager manager, Random random) {
    int from = pair.student().shape().dim(-1);
    int to = pair.teacher().shape().dim(-1);
    float[] elements = new float[from * to];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = (float) (random.nextGaussian() / Math.sqrt(from));
    }
    return new Adapter(pair, new Parameter(manager.create(elements, new Shape(to, from)), false, true),
        new Parameter(manager.create(new float[to], new Shape(to)), false, false));
  }

  /** The matrices, which are trained with the student. */
  List<Parameter> parameters() {
    return adapters.stream().flatMap(adapter -> List.of(adapter.matrix(), adapter.bias()).stream()).toList();
  }

  /**
   * The mean over all pairs of the squared difference in units of the teacher's mean square, times the weight; a scalar of {@code batch}.
   *
   * @param inputs of both networks
   * @param shown what stands for each value of the student
   */
  NDArray of(NDManager batch, List<NDArray> inputs, Map<Value, NDArray> shown) {
    Map<Value, NDArray> wanted = teacher.values(batch, inputs);
    NDArray sum = Scalars.of(inputs.get(0), 0);
    for (Adapter adapter : adapters) {
      sum = sum.add(difference(batch, adapter, shown.get(adapter.pair().student()), wanted.get(adapter.pair().teacher()).stopGradient()));
    }
    return sum.mul(Scalars.of(sum, weight / adapters.size()));
  }

  private static NDArray difference(NDManager batch, Adapter adapter, NDArray shown, NDArray wanted) {
    adapter.matrix().tempAttach(batch);
    adapter.bias().tempAttach(batch);
    NDArray adapted = shown.getNDArrayInternal().linear(shown, adapter.matrix().array(), adapter.bias().array()).singletonOrThrow();
    return adapted.sub(wanted).square().mean().div(wanted.square().mean().add(LEAST_SQUARE));
  }
}
