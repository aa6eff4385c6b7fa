package org.modelc.c;

import org.modelc.ir.Tensor;

/**
 * A {@code static const} array of the generated file.
 *
 * @param symbol its C name
 * @param cType element type
 * @param tensor its elements in the order of the array
 */
public record ConstArray(String symbol, String cType, Tensor tensor) {}
