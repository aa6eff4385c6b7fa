package org.modelc.c;

import java.util.List;

/**
 * What there is to know of a step of the generated function.
 *
 * @param index its place in {@code name_run}
 * @param node name of the ONNX node as it is; for a copy, of the value
 * @param operator the operator's name; {@code Copy} for a copy to an output
 * @param kernel the C function
 * @param inputs the tensors that it reads, constants left out
 * @param outputs the tensors that it writes
 * @param macs multiply-accumulate operations
 * @param parameterBytes constant arrays that no earlier layer has
 * @param savedBytes of weights, by a compressed format; 0 where they are stored as they are
 * @param scratchBytes working memory in the arena during this step
 * @param bands how many bands of rows it runs in; 1 for a layer that runs as a whole
 */
public record LayerSummary(
    int index,
    String node,
    String operator,
    String kernel,
    List<LayerTensor> inputs,
    List<LayerTensor> outputs,
    long macs,
    int parameterBytes,
    int savedBytes,
    int scratchBytes,
    int bands) {

  /** Name of the operator of a copy. */
  public static final String COPY = "Copy";

  public LayerSummary {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
