package org.modelc.c;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.modelc.c.SelfTestDefinition.Expectation;
import org.modelc.ir.Tensor;

/** Turns a sample into constant arrays. */
final class SelfTestLowering {
  /** Allowed error of float results relative to the largest; libm and fused multiply-add differ between targets. */
  private static final float RELATIVE_TOLERANCE = 1e-4f;

  private final String constQualifier;
  private final Identifiers identifiers;

  SelfTestLowering(String constQualifier, Identifiers identifiers) {
    this.constQualifier = constQualifier;
    this.identifiers = identifiers;
  }

  SelfTestDefinition lower(SelfTest test, List<Port> inputs, List<Port> outputs) {
    List<ArrayDefinition> samples = new ArrayList<>();
    for (int index = 0; index < inputs.size(); index++) {
      samples.add(array(inputs.get(index), test.inputs().get(index)));
    }
    List<Expectation> expectations = new ArrayList<>();
    for (int index = 0; index < outputs.size(); index++) {
      Tensor expected = test.outputs().get(index);
      expectations.add(new Expectation(outputs.get(index), array(outputs.get(index), expected), tolerance(expected)));
    }
    return new SelfTestDefinition(samples, expectations);
  }

  private ArrayDefinition array(Port port, Tensor tensor) {
    String symbol = identifiers.unique("self_test_" + port.parameter());
    return ArrayDefinition.of(constQualifier, new ConstArray(symbol, port.cType(), tensor));
  }

  private static Optional<String> tolerance(Tensor expected) {
    if (!expected.type().dtype().isFloat()) {
      return Optional.empty();
    }
    float largest = 0;
    for (float value : expected.floats()) {
      largest = Math.max(largest, Math.abs(value));
    }
    return Optional.of(FloatLiteral.of(largest * RELATIVE_TOLERANCE));
  }
}
