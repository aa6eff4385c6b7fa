package org.modelc.c;

/**
 * Parameters of {@code modelc_dense_s8_dsp} and {@code modelc_dense_tensor_s8_dsp}.
 *
 * @param multiplier for the latter; 0 where each output has its own
 */
public record DenseS8DspCall(
    String kernel, int rows, int inputs, int outputs, OutputS8 output, int multiplier, ConstArray weights, ConstArray channels)
    implements Call {}
