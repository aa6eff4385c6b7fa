package org.modelc.reference;

import java.util.Arrays;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.ClassProbabilities;

/** Reference semantics of {@link ClassProbabilities}: coordinate descent, each operation rounded to float. */
public final class ClassProbabilitiesReference {
  private final ClassProbabilities operator;
  private final float[][] form;
  private final float[] distribution;
  private final float[] gradient;

  private ClassProbabilitiesReference(ClassProbabilities operator, float[] pairs) {
    this.operator = operator;
    this.form = form(operator.classes(), pairs);
    this.distribution = new float[operator.classes()];
    this.gradient = new float[operator.classes()];
    Arrays.fill(distribution, 1f / operator.classes());
  }

  public static Tensor evaluate(ClassProbabilities operator, Tensor input, TensorType outputType) {
    int classes = operator.classes();
    int pairs = input.shape().dim(1);
    float[] results = new float[outputType.elements()];
    for (int row = 0; row < input.shape().dim(0); row++) {
      float[] own = Arrays.copyOfRange(input.floats(), row * pairs, (row + 1) * pairs);
      System.arraycopy(new ClassProbabilitiesReference(operator, own).run(), 0, results, row * classes, classes);
    }
    return Tensor.of(outputType, results);
  }

  private static float[][] form(int classes, float[] pairs) {
    float[][] form = new float[classes][classes];
    int pair = 0;
    for (int i = 0; i < classes; i++) {
      for (int j = i + 1; j < classes; j++) {
        float first = pairs[pair++];
        float second = 1 - first;
        form[i][j] = -(second * first);
        form[j][i] = form[i][j];
        form[i][i] += second * second;
        form[j][j] += first * first;
      }
    }
    return form;
  }

  private float[] run() {
    for (int step = 0; step < operator.steps(); step++) {
      float value = updateGradient();
      if (isLeast(value)) {
        break;
      }
      descend(value);
    }
    return distribution;
  }

  /** Half of the gradient; returns gradient times distribution. */
  private float updateGradient() {
    float value = 0;
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = 0;
      for (int j = 0; j < gradient.length; j++) {
        gradient[i] += form[i][j] * distribution[j];
      }
      value += distribution[i] * gradient[i];
    }
    return value;
  }

  private boolean isLeast(float value) {
    for (float part : gradient) {
      if (!(Math.abs(part - value) < operator.tolerance())) {
        return false;
      }
    }
    return true;
  }

  private void descend(float before) {
    float value = before;
    for (int i = 0; i < gradient.length; i++) {
      float[] row = form[i];
      float change = (value - gradient[i]) / row[i];
      float whole = 1 + change;
      value = (value + change * (change * row[i] + 2 * gradient[i])) / whole / whole;
      distribution[i] += change;
      for (int j = 0; j < gradient.length; j++) {
        gradient[j] = (gradient[j] + change * row[j]) / whole;
        distribution[j] /= whole;
      }
    }
  }
}
