package org.modelc.c;

/**
 * Parameters of {@code modelc_dense_s8_tiled}.
 *
 * @param multiplierStep 0 where one multiplier serves all outputs, else 1
 */
public record DenseS8TiledCall(
    String kernel,
    int rows,
    int inputs,
    int outputs,
    OutputS8 output,
    int multiplierStep,
    ConstArray weights,
    ConstArray bias,
    ConstArray multipliers)
    implements Call {}
