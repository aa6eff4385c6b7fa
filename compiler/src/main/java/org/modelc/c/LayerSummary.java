package org.modelc.c;

/**
 * What there is to know of a step of the generated function.
 *
 * @param index its place in {@code name_run}
 * @param node name of the ONNX node, fit for a comment
 * @param operator the operator's name; {@code Copy} for a copy to an output
 * @param kernel the C function
 * @param inputs shapes of the tensors that it reads, constants left out, for example {@code s8[1x28x28x1]}
 * @param outputs shapes of the tensors that it writes
 * @param places where those lie, in the same order, for example {@code input -> arena 0}
 * @param macs multiply-accumulate operations
 * @param parameterBytes constant arrays that no earlier layer has
 * @param scratchBytes working memory in the arena during this step
 */
public record LayerSummary(
    int index,
    String node,
    String operator,
    String kernel,
    String inputs,
    String outputs,
    String places,
    long macs,
    int parameterBytes,
    int scratchBytes) {}
