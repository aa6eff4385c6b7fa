package org.modelc.c;

/**
 * Parameters of {@code modelc_dense_s8_thumb1}.
 *
 * @param multiplierStep 0 where one multiplier serves all outputs, else 1
 */
public record DenseS8Thumb1Call(
    String kernel,
    int rows,
    int inputs,
    int outputs,
    OutputS8 output,
    Estimate estimate,
    int multiplierStep,
    ConstArray weights,
    ConstArray starts,
    ConstArray multipliers)
    implements Call {}
