package org.modelc.reference;

import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Fourier;

/**
 * Reference semantics of {@link Fourier}: the decomposition by radices (Cooley and Tukey's, each step writing its results in order), each
 * operation rounded to float. Numbers are pairs of floats in one array.
 */
public final class FourierReference {
  private final Fourier fourier;
  private final int length;
  private final float[] roots;

  private FourierReference(Fourier fourier) {
    this.fourier = fourier;
    this.length = fourier.length();
    this.roots = fourier.roots().floats();
  }

  public static Tensor evaluate(Fourier fourier, Tensor input, TensorType outputType) {
    return new FourierReference(fourier).run(input, outputType);
  }

  private Tensor run(Tensor input, TensorType outputType) {
    Shape shape = input.shape();
    int outputs = outputType.shape().dim(-2);
    int parts = outputType.shape().dim(-1);
    float[] results = new float[outputType.elements()];
    for (int row = 0; row < shape.product(0, shape.rank() - 2); row++) {
      float[] numbers = transformed(load(input, row));
      if (shape.dim(-1) == 1) {
        mirror(numbers);
      }
      for (int i = 0; i < outputs * parts; i++) {
        results[row * outputs * parts + i] = numbers[2 * (i / parts) + i % parts] * fourier.scale();
      }
    }
    return Tensor.of(outputType, results);
  }

  private float[] load(Tensor input, int row) {
    int size = input.shape().dim(-2);
    int parts = input.shape().dim(-1);
    int given = fourier.isMirrored() ? length / 2 + 1 : length;
    float[] numbers = new float[2 * length];
    for (int i = 0; i < Math.min(given, size); i++) {
      for (int part = 0; part < parts; part++) {
        numbers[2 * i + part] = input.floats()[(row * size + i) * parts + part];
      }
    }
    for (int i = given; i < length; i++) {
      numbers[2 * i] = numbers[2 * (length - i)];
      numbers[2 * i + 1] = -numbers[2 * (length - i) + 1];
    }
    return numbers;
  }

  /** Results of real numbers are mirror images of each other, and real where they are their own. */
  private void mirror(float[] numbers) {
    for (int i = 0; i < length; i++) {
      int image = i == 0 ? 0 : length - i;
      numbers[2 * i] = numbers[2 * Math.min(i, image)];
      numbers[2 * i + 1] = image < i ? -numbers[2 * image + 1] : image == i ? 0 : numbers[2 * i + 1];
    }
  }

  private float[] transformed(float[] row) {
    float[] numbers = row;
    int done = 1;
    for (int radix : fourier.radices()) {
      numbers = step(radix, done, numbers);
      done *= radix;
    }
    return numbers;
  }

  private float[] step(int radix, int done, float[] from) {
    int left = length / (done * radix);
    float[] to = new float[from.length];
    for (int k = 0; k < done; k++) {
      for (int i = 0; i < left; i++) {
        float[] x = new float[2 * radix];
        for (int j = 0; j < radix; j++) {
          System.arraycopy(from, 2 * ((k * radix + j) * left + i), x, 2 * j, 2);
        }
        float[] y = i == 0 ? small(radix, x) : turned(small(radix, x), done * i);
        for (int u = 0; u < radix; u++) {
          System.arraycopy(y, 2 * u, to, 2 * ((u * done + k) * left + i), 2);
        }
      }
    }
    return to;
  }

  private float[] turned(float[] y, int angle) {
    float[] turned = y.clone();
    for (int u = 1; u < y.length / 2; u++) {
      float re = roots[2 * u * angle];
      float im = roots[2 * u * angle + 1];
      turned[2 * u] = y[2 * u] * re - y[2 * u + 1] * im;
      turned[2 * u + 1] = y[2 * u] * im + y[2 * u + 1] * re;
    }
    return turned;
  }

  /** The transform of {@code radix} numbers. */
  private float[] small(int radix, float[] x) {
    return switch (radix) {
      case 2 -> new float[] {x[0] + x[2], x[1] + x[3], x[0] - x[2], x[1] - x[3]};
      case 4 -> four(x);
      default -> odd(radix, x);
    };
  }

  private float[] four(float[] x) {
    float[] even = {x[0] + x[4], x[1] + x[5]};
    float[] odd = {x[2] + x[6], x[3] + x[7]};
    float[] apart = {x[0] - x[4], x[1] - x[5]};
    float[] across = {x[2] - x[6], x[3] - x[7]};
    float[] turned = fourier.inverse() ? new float[] {-across[1], across[0]} : new float[] {across[1], -across[0]};
    return new float[] {
      even[0] + odd[0], even[1] + odd[1], apart[0] + turned[0], apart[1] + turned[1],
      even[0] - odd[0], even[1] - odd[1], apart[0] - turned[0], apart[1] - turned[1]
    };
  }

  /** Results u and radix - u share their products. */
  private float[] odd(int radix, float[] x) {
    float[] y = new float[x.length];
    y[0] = x[0];
    y[1] = x[1];
    for (int j = 1; j <= radix / 2; j++) {
      y[0] += x[2 * j] + x[2 * (radix - j)];
      y[1] += x[2 * j + 1] + x[2 * (radix - j) + 1];
    }
    for (int u = 1; u <= radix / 2; u++) {
      float[] same = {x[0], x[1]};
      float[] turned = new float[2];
      for (int j = 1; j <= radix / 2; j++) {
        int root = (int) ((long) u * j % radix) * (length / radix);
        for (int part = 0; part < 2; part++) {
          same[part] += roots[2 * root] * (x[2 * j + part] + x[2 * (radix - j) + part]);
          turned[part] += roots[2 * root + 1] * (x[2 * j + part] - x[2 * (radix - j) + part]);
        }
      }
      y[2 * u] = same[0] - turned[1];
      y[2 * u + 1] = same[1] + turned[0];
      y[2 * (radix - u)] = same[0] + turned[1];
      y[2 * (radix - u) + 1] = same[1] - turned[0];
    }
    return y;
  }
}
