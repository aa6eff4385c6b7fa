package org.modelc.c;

/** Parameters of {@code modelc_dense_s4_dsp}. */
public record DenseS4DspCall(String kernel, int rows, int inputs, int outputs, OutputS8 output, ConstArray weights, ConstArray channels)
    implements Call {}
