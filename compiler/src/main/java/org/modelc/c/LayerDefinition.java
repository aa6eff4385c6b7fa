package org.modelc.c;

import java.util.List;
import java.util.Optional;

/**
 * The constants of one layer: arrays that no earlier layer has, and the parameter struct of its kernel.
 *
 * @param node name of the ONNX node, fit for a comment
 * @param id name of the struct
 * @param macs multiply-accumulate operations, absent where there are none
 * @param call printed by the template of its name
 */
record LayerDefinition(
    LayerSummary summary, String node, String id, Optional<Long> macs, List<ArrayDefinition> arrays, Call call) {

  static LayerDefinition of(LayerSummary summary, String id, List<ArrayDefinition> arrays, Call call) {
    Optional<Long> macs = Optional.of(summary.macs()).filter(count -> count > 0);
    return new LayerDefinition(summary, Escape.comment(summary.node()), id, macs, arrays, call);
  }
}
