package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.modelc.op.OpException;
import org.modelc.op.Window;
import org.modelc.problem.Code;

/**
 * The window attributes of a convolution or pool, with automatic padding and ceil mode resolved for a given input.
 *
 * @param window its bottom and right padding include what ceil mode adds
 * @param ceilBottom rows of the bottom padding that only ceil mode adds
 * @param ceilRight columns of the right padding that only ceil mode adds
 */
record SlidingWindow(Window window, int ceilBottom, int ceilRight) {
  /** No network for a microcontroller has a larger kernel, stride, dilation or padding; larger ones would overflow sizes. */
  private static final int LARGEST = 1 << 20;

  /**
   * What happens along one axis.
   *
   * @param end with what ceil mode adds
   * @param ceil how much that is
   */
  record Axis(int kernel, int stride, int dilation, int begin, int end, int ceil) {
    static final Axis NONE = new Axis(1, 1, 1, 0, 0, 0);

    /** How many places the window has along an axis of {@code size} elements. */
    int places(int size) {
      int places = Math.floorDiv(Math.addExact(size, begin + end) - reach(), stride) + 1;
      if (places < 1) {
        throw new OpException(Code.E204, "a window that reaches over " + reach() + " elements does not fit an axis of " + size);
      }
      return places;
    }

    /** The element before the padding at which tap {@code tap} stands in place {@code place}; may lie outside. */
    int element(int place, int tap) {
      return place * stride - begin + tap * dilation;
    }

    int reach() {
      return Math.addExact(Math.multiplyExact(dilation, kernel - 1), 1);
    }

    Axis withPads(int newBegin, int newEnd) {
      return new Axis(kernel, stride, dilation, newBegin, newEnd, ceil);
    }
  }

  /**
   * Reads {@code strides}, {@code dilations}, {@code pads}, {@code auto_pad} and {@code ceil_mode}.
   *
   * @param size the input's one or two spatial dimensions
   * @param kernel as many
   */
  static SlidingWindow read(NodeContext node, List<Integer> size, List<Integer> kernel) {
    return of(readAxes(node, size, kernel));
  }

  /** The window over one or two axes. */
  static SlidingWindow of(List<Axis> axes) {
    return axes.size() == 1 ? of(Axis.NONE, axes.get(0)) : of(axes.get(0), axes.get(1));
  }

  /** As {@link #read} for any number of axes. */
  static List<Axis> readAxes(NodeContext node, List<Integer> size, List<Integer> kernel) {
    int axes = size.size();
    List<Integer> ones = Collections.nCopies(axes, 1);
    List<Integer> strides = list(node, "strides", axes, ones);
    List<Integer> dilations = list(node, "dilations", axes, ones);
    List<Integer> pads = list(node, "pads", 2 * axes, Collections.nCopies(2 * axes, 0));
    requireSizes("kernel_shape", kernel, axes);
    String autoPad = node.attributes().string("auto_pad", "NOTSET");
    boolean ceilMode = node.attributes().flag("ceil_mode", false);
    List<Axis> resolved = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      Axis given = new Axis(kernel.get(i), strides.get(i), dilations.get(i), pads.get(i), pads.get(axes + i), 0);
      Axis padded = padAutomatically(given, size.get(i), autoPad);
      resolved.add(ceilMode ? roundUp(padded, size.get(i)) : padded);
    }
    return resolved;
  }

  private static SlidingWindow of(Axis height, Axis width) {
    Window window = new Window(
        height.kernel, width.kernel, height.stride, width.stride, height.dilation, width.dilation,
        height.begin, width.begin, height.end, width.end);
    return new SlidingWindow(window, height.ceil, width.ceil);
  }

  private static List<Integer> list(NodeContext node, String attribute, int count, List<Integer> defaultValue) {
    List<Integer> values = node.attributes().integers(attribute).orElse(defaultValue);
    requireSizes(attribute, values, count);
    return values;
  }

  private static void requireSizes(String attribute, List<Integer> values, int count) {
    int smallest = attribute.equals("pads") ? 0 : 1;
    if (values.size() != count || values.stream().anyMatch(value -> value < smallest || value > LARGEST)) {
      throw new OpException(
          Code.E203, attribute + " is " + values + ", must be " + count + " numbers from " + smallest + " to " + LARGEST);
    }
  }

  /** {@code SAME_UPPER} and {@code SAME_LOWER} pad so that the output has {@code ceil(size / stride)} elements. */
  private static Axis padAutomatically(Axis axis, int size, String autoPad) {
    return switch (autoPad) {
      case "NOTSET" -> axis;
      case "VALID" -> axis.withPads(0, 0);
      case "SAME_UPPER" -> axis.withPads(samePadding(axis, size) / 2, samePadding(axis, size) - samePadding(axis, size) / 2);
      case "SAME_LOWER" -> axis.withPads(samePadding(axis, size) - samePadding(axis, size) / 2, samePadding(axis, size) / 2);
      default -> throw new OpException(Code.E203, "auto_pad \"" + autoPad + "\" is unknown");
    };
  }

  /**
   * The padding on both sides. Where a stride skips two elements or more at the end, TensorFlow starts at the first element and ONNX
   * Runtime does not; ONNX leaves it open.
   */
  private static int samePadding(Axis axis, int size) {
    int output = (size + axis.stride - 1) / axis.stride;
    long total = (long) (output - 1) * axis.stride + axis.reach() - size;
    if (total < -1) {
      throw new OpException(
          Code.E203, "auto_pad with a kernel of " + axis.reach() + " and a stride of " + axis.stride + " is ambiguous; give pads");
    }
    return (int) Math.max(0, total);
  }

  /** Ceil mode lets a last window reach beyond the padding, unless it would start there. */
  private static Axis roundUp(Axis axis, int size) {
    long padded = (long) size + axis.begin + axis.end;
    long places = Math.max(0, (padded - axis.reach() + axis.stride - 1) / axis.stride) + 1;
    if ((places - 1) * axis.stride >= (long) size + axis.begin) {
      places--;
    }
    int added = (int) Math.max(0, (places - 1) * axis.stride + axis.reach() - padded);
    return new Axis(axis.kernel, axis.stride, axis.dilation, axis.begin, axis.end + added, added);
  }
}
