package org.modelc.c;

/**
 * Parameters of {@code modelc_depthwise_rows_s8_rv64}.
 *
 * @param channels of input and output
 * @param inputRow bytes from row to row; {@code inputStep} from element to element
 * @param outputRow bytes from row to row; {@code outputStep} from element to element
 * @param taps of a row of the kernel
 * @param triples of taps, rounded up
 * @param columns words that a row of inputs takes
 */
public record DepthwiseRowsS8Rv64Call(
    String kernel,
    int channels,
    int inputRows, int inputColumns, int inputRow, int inputStep,
    int outputRows, int outputColumns, int outputRow, int outputStep,
    int kernelRows, int taps, int triples,
    int strideRows, int strideColumns,
    int padRows, int padColumns,
    int columns,
    int inputZeroPoint,
    OutputS8 output,
    ConstArray weights,
    ConstArray offsets,
    ConstArray multipliers)
    implements Call {}
