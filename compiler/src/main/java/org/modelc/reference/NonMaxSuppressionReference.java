package org.modelc.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.NonMaxSuppression;

/** Reference semantics of {@link NonMaxSuppression}; each operation rounded to float. */
public final class NonMaxSuppressionReference {
  private final NonMaxSuppression suppression;
  private final float[] boxes;
  private final float[] scores;
  private final Shape shape;
  private final float mostOverlap;
  private final float leastScore;

  private NonMaxSuppressionReference(NonMaxSuppression suppression, List<Tensor> inputs) {
    this.suppression = suppression;
    this.boxes = inputs.get(NonMaxSuppression.BOXES).floats();
    this.scores = inputs.get(NonMaxSuppression.SCORES).floats();
    this.shape = inputs.get(NonMaxSuppression.SCORES).shape();
    this.mostOverlap = inputs.get(NonMaxSuppression.MOST_OVERLAP).floats()[0];
    this.leastScore = inputs.get(NonMaxSuppression.LEAST_SCORE).floats()[0];
  }

  public static Tensor evaluate(NonMaxSuppression suppression, List<Tensor> inputs, TensorType outputType) {
    return new NonMaxSuppressionReference(suppression, inputs).run(outputType);
  }

  private Tensor run(TensorType outputType) {
    long[] rows = new long[outputType.elements()];
    Arrays.fill(rows, -1);
    int taken = 0;
    for (int row = 0; row < shape.product(0, 2); row++) {
      for (int box : takenBoxes(row)) {
        rows[taken++] = row / shape.dim(1);
        rows[taken++] = row % shape.dim(1);
        rows[taken++] = box;
      }
    }
    return Tensor.of(outputType, rows);
  }

  /** @param row number of the batch's class among all */
  private List<Integer> takenBoxes(int row) {
    int count = shape.dim(2);
    int firstBox = row / shape.dim(1) * count;
    List<Integer> candidates = IntStream.range(0, count).filter(box -> scores[row * count + box] > leastScore).boxed()
        .sorted(Comparator.comparing(box -> -(scores[row * count + box] + 0f))).toList();
    List<Integer> taken = new ArrayList<>();
    for (int box : candidates) {
      if (taken.size() < suppression.limit() && taken.stream().noneMatch(other -> overlaps(firstBox + box, firstBox + other))) {
        taken.add(box);
      }
    }
    return taken;
  }

  private boolean overlaps(int a, int b) {
    float common = 1;
    for (int axis = 0; axis < 2; axis++) {
      float low = larger(low(a, axis), low(b, axis));
      float high = -larger(-high(a, axis), -high(b, axis));
      if (!(high > low)) {
        return false;
      }
      common *= high - low;
    }
    float areaA = (high(a, 0) - low(a, 0)) * (high(a, 1) - low(a, 1));
    float areaB = (high(b, 0) - low(b, 0)) * (high(b, 1) - low(b, 1));
    float union = areaA + areaB - common;
    return common > 0 && areaA > 0 && areaB > 0 && union > 0 && common / union > mostOverlap;
  }

  private float low(int box, int axis) {
    float first = boxes[4 * box + axis];
    float second = boxes[4 * box + axis + 2];
    return suppression.centred() ? first - second / 2 : -larger(-first, -second);
  }

  private float high(int box, int axis) {
    float first = boxes[4 * box + axis];
    float second = boxes[4 * box + axis + 2];
    return suppression.centred() ? first + second / 2 : larger(first, second);
  }

  private static float larger(float a, float b) {
    return a > b ? a : b;
  }
}
