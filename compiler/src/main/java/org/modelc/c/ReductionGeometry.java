package org.modelc.c;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.modelc.ir.Shape;

/**
 * {@code modelc_reduction}: the kept and the reduced dimensions of a tensor, outermost first, with their strides in elements.
 *
 * <p>Dimensions of size 1 are left out and adjacent ones of a kind merged, so that most reductions need two or three. Unused dimensions
 * stand in front, with size 1 and stride 0.
 */
public record ReductionGeometry(List<Integer> kept, List<Integer> keptStrides, List<Integer> reduced, List<Integer> reducedStrides) {
  /** How many dimensions of a kind the kernels loop over. */
  public static final int DIMENSIONS = 3;

  public ReductionGeometry {
    kept = List.copyOf(kept);
    keptStrides = List.copyOf(keptStrides);
    reduced = List.copyOf(reduced);
    reducedStrides = List.copyOf(reducedStrides);
  }

  public static ReductionGeometry of(Shape input, List<Integer> axes) {
    Runs kept = new Runs();
    Runs reduced = new Runs();
    int[] strides = input.strides();
    Runs open = kept;
    for (int axis = 0; axis < strides.length; axis++) {
      if (input.dim(axis) != 1) {
        Runs runs = axes.contains(axis) ? reduced : kept;
        runs.add(input.dim(axis), strides[axis], runs == open);
        open = runs;
      }
    }
    return new ReductionGeometry(pad(kept.sizes, 1), pad(kept.strides, 0), pad(reduced.sizes, 1), pad(reduced.strides, 0));
  }

  /** Whether the kernels can loop over it. */
  public boolean isSupported() {
    return kept.size() == DIMENSIONS && reduced.size() == DIMENSIONS;
  }

  private static List<Integer> pad(List<Integer> values, int unused) {
    List<Integer> padded = new ArrayList<>(Collections.nCopies(Math.max(0, DIMENSIONS - values.size()), unused));
    padded.addAll(values);
    return padded;
  }

  /** Dimensions of a kind. */
  private static final class Runs {
    private final List<Integer> sizes = new ArrayList<>();
    private final List<Integer> strides = new ArrayList<>();

    /** Appends a dimension, or widens the last by it where nothing of the other kind stands between. */
    void add(int size, int stride, boolean adjacent) {
      int last = sizes.size() - 1;
      if (adjacent && last >= 0) {
        sizes.set(last, sizes.get(last) * size);
        strides.set(last, stride);
      } else {
        sizes.add(size);
        strides.add(stride);
      }
    }
  }
}
