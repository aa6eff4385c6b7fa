package org.modelc.c;

/**
 * Parameters of {@code modelc_dense_s8_rv64}.
 *
 * @param words of an output's weights
 * @param block words whose products add up exactly
 * @param multiplierStep 0 where one multiplier serves all outputs, else 1
 */
public record DenseS8Rv64Call(
    String kernel,
    int rows,
    int inputs,
    int outputs,
    int words,
    int block,
    OutputS8 output,
    int multiplierStep,
    ConstArray weights,
    ConstArray offsets,
    ConstArray multipliers)
    implements Call {}
