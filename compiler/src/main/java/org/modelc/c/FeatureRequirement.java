package org.modelc.c;

import java.util.Collection;
import java.util.List;

/**
 * A processor feature without which the kernels of a model do not exist.
 *
 * @param macro what the compiler defines where it is present
 * @param remedy what to do where it is not
 */
record FeatureRequirement(String macro, String remedy) {
  private static final String MVE_SUFFIX = "_mve";

  private static final FeatureRequirement MVE = new FeatureRequirement(
      "__ARM_FEATURE_MVE", "compile with -mcpu=cortex-m55 and -mfloat-abi=hard, or generate the model for a target without MVE");

  /** The features that these kernels need, by the suffix of their names. */
  static List<FeatureRequirement> of(Collection<String> kernels) {
    return kernels.stream().anyMatch(kernel -> kernel.endsWith(MVE_SUFFIX)) ? List.of(MVE) : List.of();
  }
}
