package org.modelc.c;

import java.util.List;
import java.util.Optional;

/**
 * The constants of one layer: arrays that no earlier layer has, and the parameter structs of its kernel.
 *
 * @param node name of the ONNX node, fit for a comment
 * @param macs multiply-accumulate operations, absent where there are none
 * @param bands how many bands it runs in, absent where it runs as a whole
 * @param parameters one, or one for every kind of band
 */
record LayerDefinition(
    LayerSummary summary,
    String node,
    Optional<Long> macs,
    Optional<Integer> bands,
    List<ArrayDefinition> arrays,
    List<ParameterSet> parameters) {

  static LayerDefinition of(LayerSummary summary, List<ArrayDefinition> arrays, List<ParameterSet> parameters) {
    Optional<Long> macs = Optional.of(summary.macs()).filter(count -> count > 0);
    Optional<Integer> bands = Optional.of(summary.bands()).filter(count -> count > 1);
    return new LayerDefinition(summary, Escape.comment(summary.node()), macs, bands, arrays, parameters);
  }

  /** The kernels that it calls. */
  List<String> kernels() {
    return parameters.stream().map(set -> set.call().kernel()).distinct().toList();
  }
}
