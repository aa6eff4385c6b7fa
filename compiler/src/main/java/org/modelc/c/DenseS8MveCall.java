package org.modelc.c;

/**
 * Parameters of {@code modelc_dense_s8_mve}.
 *
 * @param multiplierStep bytes from the multipliers of one group to those of the next; 0 where they are the same
 */
public record DenseS8MveCall(
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
