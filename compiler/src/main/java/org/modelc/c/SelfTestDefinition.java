package org.modelc.c;

import java.util.List;
import java.util.Optional;

/** The sample and the comparison in {@code name_self_test}. */
record SelfTestDefinition(List<ArrayDefinition> inputs, List<Expectation> outputs) {

  /**
   * One output.
   *
   * @param tolerance largest difference accepted, a float literal; absent where elements must be equal
   */
  record Expectation(Port port, ArrayDefinition expected, Optional<String> tolerance) {}
}
