package org.modelc.c;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A processor feature without which the kernels of a model do not exist.
 *
 * @param macro what the compiler defines where it is present
 * @param remedy what to do where it is not
 */
record FeatureRequirement(String macro, String remedy) {
  private static final Map<String, FeatureRequirement> BY_KERNEL = new TreeMap<>(Map.of(
      ".*_dsp", new FeatureRequirement(
          "__ARM_FEATURE_DSP", "compile for a processor that has it (-mcpu=cortex-m4), or generate the model for one that has not"),
      ".*_mve", new FeatureRequirement(
          "__ARM_FEATURE_MVE", "compile with -mcpu=cortex-m55 -mfloat-abi=hard, or generate the model for a target without MVE"),
      "modelc_kpu_.*", new FeatureRequirement(
          "MODELC_KPU_EXISTS", "compile for the K210 (64-bit RISC-V), or with -DMODELC_KPU_MODEL, which computes instead of the KPU")));

  /** The features that these kernels need, by patterns of their names. */
  static List<FeatureRequirement> of(Collection<String> kernels) {
    return BY_KERNEL.entrySet().stream()
        .filter(feature -> kernels.stream().anyMatch(kernel -> kernel.matches(feature.getKey())))
        .map(Map.Entry::getValue)
        .toList();
  }
}
