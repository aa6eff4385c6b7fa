package org.modelc.c;

import org.modelc.ir.Shape;
import org.modelc.op.AveragePool;

/** {@code modelc_counted_area}: which rows and columns count in a mean, relative to the input; bottom and right are exclusive. */
public record CountedArea(int top, int bottom, int left, int right) {

  public static CountedArea of(AveragePool pool, Shape input) {
    return new CountedArea(pool.countedTop(), pool.countedBottom(input), pool.countedLeft(), pool.countedRight(input));
  }
}
