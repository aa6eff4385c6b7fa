package org.modelc.c;

/**
 * Parameters of {@code modelc_dense_s8_dsp} and {@code modelc_dense_tensor_s8_dsp}.
 *
 * @param block how many inputs are worked on at a time
 * @param multipliers one for each output, or for the latter one for all
 */
public record DenseS8DspCall(
    String kernel, int rows, int inputs, int outputs, OutputS8 output, int block, ConstArray weights, ConstArray starts, ConstArray multipliers)
    implements Call {}
