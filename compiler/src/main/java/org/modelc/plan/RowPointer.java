package org.modelc.plan;

import org.modelc.ir.Value;

/**
 * The place of a row: {@code row + rowsPerBand * n} rows behind the location of {@code value}, in the n-th band of a run.
 *
 * @param row relative to the rows that are there; where the value exists as a whole it is the row's own number
 */
public record RowPointer(Value value, int row, int rowsPerBand) {

  /** Elements of a row of a map. */
  public static int rowElements(Value map) {
    return map.shape().product(RowSchedule.ROW_AXIS + 1, map.shape().rank());
  }
}
