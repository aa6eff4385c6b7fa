package org.modelc.c;

/**
 * Parameters of {@code modelc_conv_3_rows_s8_rv64}.
 *
 * @param columns of the padded input that a row of windows reads
 * @param blockColumns of a window, whose products add up exactly
 */
public record Conv3RowsS8Rv64Call(
    String kernel, WindowGeometry window, int inputZeroPoint, int columns, int blockColumns, Rv64Filters filters)
    implements Call {}
