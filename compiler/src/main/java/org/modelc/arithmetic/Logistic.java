package org.modelc.arithmetic;

import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;

/**
 * Sigmoid and tanh in integers, from one table of {@code 2^16 / (1 + exp(-i / 16))}, i = 0 to 256, with linear interpolation; the other half
 * follows from symmetry, and {@code tanh(x) = 2 sigmoid(2x) - 1}. Arguments are in units of 2^-11 (s16, -16 to 16). Errors: at most 2^-14 of
 * the sigmoid and 2^-13 of tanh, see {@code docs/arithmetic.md}.
 */
public final class Logistic {
  /** Bits behind the point of an argument. */
  public static final int ARGUMENT_BITS = 11;

  /** Bits behind the point of a sigmoid: results are 1 to 65535. */
  public static final int SIGMOID_BITS = 16;

  /** Bits behind the point of tanh: results are -32767 to 32767. */
  public static final int TANH_BITS = 15;

  private static final int INTERVALS = 256;
  private static final double INTERVAL = 1.0 / 16;
  private static final int ONE = 1 << SIGMOID_BITS;

  /** In units of 2^-12; the table ends here. */
  private static final int LARGEST_ARGUMENT = (1 << 16) - 1;

  private static final int[] TABLE = table();

  private Logistic() {}

  private static int[] table() {
    int[] table = new int[INTERVALS + 1];
    for (int i = 0; i <= INTERVALS; i++) {
      table[i] = (int) Math.min(Math.round(ONE / (1 + StrictMath.exp(-i * INTERVAL))), ONE - 1);
    }
    return table;
  }

  /** The table as C keeps it, U16. */
  public static Tensor elements() {
    short[] elements = new short[TABLE.length];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = (short) TABLE[i];
    }
    return Tensor.of(TensorType.of(DType.U16, Shape.of(elements.length)), elements);
  }

  /** Sigmoid in units of 2^-16. */
  public static int sigmoid(int argument) {
    return half(2 * argument);
  }

  /** Hyperbolic tangent in units of 2^-15. */
  public static int tanh(int argument) {
    return half(4 * argument) - (ONE >> 1);
  }

  /** @param argument in units of 2^-12 */
  private static int half(int argument) {
    int magnitude = Math.min(Math.abs(argument), LARGEST_ARGUMENT);
    int low = TABLE[magnitude >> 8];
    int value = low + (((TABLE[(magnitude >> 8) + 1] - low) * (magnitude & 0xff) + 128) >> 8);
    return argument < 0 ? ONE - value : value;
  }
}
