package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.modelc.op.OpException;
import org.modelc.problem.Code;

/**
 * How a Resize finds the elements of its input: the attributes of ONNX's operator.
 *
 * @param cubic the coefficient a of cubic convolution
 * @param excludeOutside whether neighbours beyond the ends have no weight, rather than being the last element
 * @param antialias whether windows grow where the output is smaller
 */
record Sampling(String mode, String transformation, String rounding, float cubic, boolean excludeOutside, boolean antialias) {

  boolean isNearest() {
    return mode.equals("nearest");
  }

  /** Whether a part of the input is taken, which may reach beyond it. */
  boolean crops() {
    return transformation.equals("tf_crop_and_resize");
  }

  /** Whether some place is outside the input. */
  boolean leaves(ResizedAxis axis) {
    return IntStream.range(0, axis.output()).anyMatch(place -> isOutside(axis, place));
  }

  boolean isOutside(ResizedAxis axis, int place) {
    double x = coordinate(axis, place);
    return crops() && (x < 0 || x > axis.input() - 1);
  }

  /**
   * Where in the input's axis {@code place} of the output lies; elements lie at whole numbers. Scales are floats, and quotients are rounded to
   * floats, so that 1.5 / 0.6 is 2.5 and not next to it.
   */
  private double coordinate(ResizedAxis axis, int place) {
    double width = axis.exactOutput();
    int last = axis.input() - 1;
    return switch (transformation) {
      case "align_corners" -> width == 1 ? 0 : place * last / (width - 1);
      case "asymmetric" -> place / (float) axis.scale();
      case "half_pixel" -> halfPixel(axis, place);
      case "pytorch_half_pixel" -> width == 1 ? -0.5 : halfPixel(axis, place);
      case "half_pixel_symmetric" ->
          axis.input() / 2.0 * (1 - axis.output() / width) + halfPixel(axis, place);
      case "tf_crop_and_resize" -> axis.start() * last
          + (axis.end() - axis.start()) * last * (width == 1 ? 0.5 : place / (width - 1));
      default -> throw new OpException(Code.E203, "coordinate_transformation_mode \"" + transformation + "\" is unknown");
    };
  }

  private static float halfPixel(ResizedAxis axis, int place) {
    return (place + 0.5f) / (float) axis.scale() - 0.5f;
  }

  /** For each place of the output the element of the input. */
  int[] nearest(ResizedAxis axis) {
    return IntStream.range(0, axis.output()).map(place -> clamped(rounded(coordinate(axis, place)), axis)).toArray();
  }

  private int rounded(double x) {
    double floor = Math.floor(x);
    double rest = x - floor;
    return (int) switch (rounding) {
      case "round_prefer_floor" -> rest <= 0.5 ? floor : floor + 1;
      case "round_prefer_ceil" -> rest < 0.5 ? floor : floor + 1;
      case "floor" -> floor;
      case "ceil" -> Math.ceil(x);
      default -> throw new OpException(Code.E203, "nearest_mode \"" + rounding + "\" is unknown");
    };
  }

  /** For each place of the output the elements around it. */
  Interpolation interpolation(ResizedAxis axis) {
    return new Interpolation(IntStream.range(0, axis.output()).mapToObj(place -> taps(axis, coordinate(axis, place))).toList());
  }

  private List<Interpolation.Tap> taps(ResizedAxis axis, double x) {
    double shrinking = antialias ? Math.min(axis.scale(), 1) : 1;
    int support = switch (mode) {
      case "linear", "bilinear" -> 1;
      case "cubic" -> 2;
      default -> throw new OpException(Code.E203, "mode \"" + mode + "\" is unknown");
    };
    int first = (int) (Math.floor(x) + Math.floor(-support / shrinking) + 1);
    int last = (int) (Math.floor(x) - Math.floor(-support / shrinking));
    double[] weights = new double[last - first + 1];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      boolean outside = first + i < 0 || first + i >= axis.input();
      weights[i] = excludeOutside && outside ? 0 : weight(support, Math.abs(first + i - x) * shrinking);
      sum += weights[i];
    }
    List<Interpolation.Tap> taps = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] != 0) {
        taps.add(new Interpolation.Tap(clamped(first + i, axis), (float) (weights[i] / sum)));
      }
    }
    return taps;
  }

  /** The weight of a neighbour at a distance: a triangle, or the cubic of R. Keys. */
  private double weight(int support, double distance) {
    if (support == 1) {
      return Math.max(0, 1 - distance);
    }
    double a = cubic;
    if (distance <= 1) {
      return ((a + 2) * distance - (a + 3)) * distance * distance + 1;
    }
    return distance < 2 ? ((a * distance - 5 * a) * distance + 8 * a) * distance - 4 * a : 0;
  }

  private static int clamped(int index, ResizedAxis axis) {
    return Math.min(Math.max(index, 0), axis.input() - 1);
  }
}
