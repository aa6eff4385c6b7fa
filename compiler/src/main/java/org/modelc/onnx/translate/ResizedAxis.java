package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.modelc.op.OpException;
import org.modelc.problem.Code;

/**
 * One axis of a Resize.
 *
 * @param scale output elements for each input element; not always a quotient of the sizes
 * @param start where the output begins, as a part of the input's axis; for cropping
 * @param end where it ends
 */
record ResizedAxis(int input, int output, double scale, double start, double end) {

  /** The axes of these sizes by scales or by wanted sizes, of which one must be there. */
  static List<ResizedAxis> of(
      List<Integer> inputs, Optional<List<Float>> scales, Optional<List<Integer>> sizes, Optional<List<Float>> roi, String policy) {
    int count = inputs.size();
    if (scales.isPresent() == sizes.isPresent()) {
      throw new OpException(Code.E203, "either scales or sizes are needed");
    }
    requireCount("scales", scales.map(List::size), count);
    requireCount("sizes", sizes.map(List::size), count);
    requireCount("roi", roi.map(List::size), 2 * count);
    double common = sizes.map(wanted -> commonScale(inputs, wanted, policy)).orElse(0.0);
    List<ResizedAxis> axes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int input = inputs.get(i);
      double start = roi.isPresent() ? roi.get().get(i) : 0;
      double end = roi.isPresent() ? roi.get().get(count + i) : 1;
      if (scales.isPresent()) {
        double scale = scales.get().get(i);
        axes.add(new ResizedAxis(input, checked(Math.floor(input * scale)), scale, start, end));
      } else if (common > 0) {
        axes.add(new ResizedAxis(input, checked(Math.floor(input * common + 0.5)), common, start, end));
      } else {
        axes.add(new ResizedAxis(input, checked(sizes.get().get(i)), (double) sizes.get().get(i) / input, start, end));
      }
    }
    return axes;
  }

  /** The scale of all axes, where their ratio is to be kept; 0 where it is not. */
  private static double commonScale(List<Integer> inputs, List<Integer> sizes, String policy) {
    double smallest = Double.POSITIVE_INFINITY;
    double largest = 0;
    for (int i = 0; i < inputs.size(); i++) {
      smallest = Math.min(smallest, (double) sizes.get(i) / inputs.get(i));
      largest = Math.max(largest, (double) sizes.get(i) / inputs.get(i));
    }
    return switch (policy) {
      case "stretch" -> 0;
      case "not_larger" -> smallest;
      case "not_smaller" -> largest;
      default -> throw new OpException(Code.E203, "keep_aspect_ratio_policy \"" + policy + "\" is unknown");
    };
  }

  private static void requireCount(String what, Optional<Integer> count, int wanted) {
    if (count.isPresent() && count.get() != wanted) {
      throw new OpException(Code.E203, "has " + count.get() + " " + what + ", " + wanted + " are needed");
    }
  }

  private static int checked(double size) {
    if (!(size >= 1 && size <= 1 << 20)) {
      throw new OpException(Code.E204, "an axis is resized to " + size + " elements");
    }
    return (int) size;
  }

  boolean isUnchanged() {
    return input == output && scale == 1;
  }

  /** The output's size before rounding. */
  double exactOutput() {
    return input * scale;
  }
}
