package org.modelc.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.modelc.op.Clamp;
import org.modelc.op.Clip;
import org.modelc.op.Softmax;

class VerifierTest {
  private static final TensorType TYPE = TensorType.f32(Shape.of(2, 3));
  private final Value input = Value.variable("x", TYPE);
  private final Value middle = Value.variable("y", TYPE);
  private final Value output = Value.variable("z", TYPE);
  private final Node first = new Node("first", new Clip(Clamp.RELU), List.of(input), List.of(middle));
  private final Node second = new Node("second", new Softmax(1), List.of(middle), List.of(output));

  @Test
  void acceptsWellFormedGraphs() {
    assertThat(Verifier.violations(new Graph("g", List.of(input), List.of(output), List.of(first, second)))).isEmpty();
  }

  @Test
  void findsNodesOutOfOrder() {
    assertThat(Verifier.violations(new Graph("g", List.of(input), List.of(output), List.of(second, first))))
        .containsExactly("node second reads y: f32[2x3] before it is defined");
  }

  @Test
  void findsUndefinedOutputs() {
    assertThat(Verifier.violations(new Graph("g", List.of(input), List.of(output), List.of(first))))
        .containsExactly("graph output z: f32[2x3] is not defined");
  }

  @Test
  void findsNamesThatAreNotUnique() {
    Value sameName = Value.variable("x", TYPE);
    Node sameNode = new Node("first", new Softmax(1), List.of(middle), List.of(sameName));
    assertThat(Verifier.violations(new Graph("g", List.of(input), List.of(sameName), List.of(first, sameNode))))
        .containsExactly("node name first is not unique", "value name x is not unique");
  }

  @Test
  void findsValuesDefinedTwice() {
    Node again = new Node("again", new Softmax(1), List.of(input), List.of(middle));
    assertThat(Verifier.violations(new Graph("g", List.of(input), List.of(middle), List.of(first, again))))
        .containsExactly("value y: f32[2x3] is defined twice");
  }

  @Test
  void findsTypesThatAreNotAsInferred() {
    Value wrong = Value.variable("w", TensorType.f32(Shape.of(3, 2)));
    Node node = new Node("node", new Softmax(1), List.of(input), List.of(wrong));
    assertThat(Verifier.violations(new Graph("g", List.of(input), List.of(wrong), List.of(node))))
        .containsExactly("output w: f32[3x2] of node node should have type f32[2x3]");
  }

  @Test
  void findsOperatorsThatDoNotAcceptTheirInputs() {
    Node node = new Node("node", new Softmax(2), List.of(input), List.of(output));
    assertThat(Verifier.violations(new Graph("g", List.of(input), List.of(output), List.of(node))))
        .singleElement().asString().startsWith("node node: Softmax[axis=2] does not accept its inputs: axis 2");
  }

  @Test
  void saysWhichStageMadeTheGraph() {
    assertThatThrownBy(() -> Verifier.verify(new Graph("g", List.of(input), List.of(output), List.of(first)), "SomePass"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("graph is malformed after SomePass: graph output z: f32[2x3] is not defined");
  }
}
