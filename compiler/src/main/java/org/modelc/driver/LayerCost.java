package org.modelc.driver;

/**
 * What one layer takes.
 *
 * @param index its place in {@code name_run}
 * @param node name of the ONNX node
 * @param operator the operator's name
 * @param kernel the C function that computes it
 * @param macs multiply-accumulate operations
 * @param instructions executed, exactly, in all bands of rows together
 */
public record LayerCost(int index, String node, String operator, String kernel, long macs, long instructions) {}
