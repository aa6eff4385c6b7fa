package org.modelc.ir;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.modelc.op.Binary;
import org.modelc.op.Clamp;
import org.modelc.op.Clip;

class GraphBuilderTest {
  private final GraphBuilder builder = new GraphBuilder("test");
  private final Value input = builder.input("x", TensorType.f32(Shape.of(2)));

  private Node relu(String name) {
    return builder.producer(builder.add(name, new Clip(Clamp.RELU), input)).orElseThrow();
  }

  @Test
  void takenNamesGetTheNextNumber() {
    assertThat(relu("relu").name()).isEqualTo("relu");
    assertThat(relu("relu").name()).isEqualTo("relu_2");
    assertThat(relu("relu_2").name()).isEqualTo("relu_3");
    assertThat(relu("_7").name()).isEqualTo("_7");
  }

  @Test
  void removedNodesFreeTheirNames() {
    builder.remove(relu("relu"));
    assertThat(relu("relu").name()).isEqualTo("relu");
    assertThat(builder.uses(input)).isEqualTo(1);
  }

  @Test
  void constantsOfOtherGraphsKeepTheirNamesWhereTheseAreFree() {
    Value first = Value.constant("c", Tensor.f32(Shape.of(2), 1, 2));
    Value second = Value.constant("c", Tensor.f32(Shape.of(2), 3, 4));
    Node a = add("a", first);
    Node b = add("b", second);
    Node again = add("again", first);
    assertThat(a.input(1)).isSameAs(first);
    assertThat(b.input(1).name()).isEqualTo("c_2");
    assertThat(b.input(1).requireConstant()).isSameAs(second.requireConstant());
    assertThat(again.input(1)).isSameAs(first);
  }

  @Test
  void constantThatNothingReadsAnyMoreFreesItsName() {
    builder.remove(add("a", Value.constant("c", Tensor.f32(Shape.of(2), 1, 2))));
    assertThat(add("a", Value.constant("c", Tensor.f32(Shape.of(2), 3, 4))).input(1).name()).isEqualTo("c");
  }

  private Node add(String name, Value constant) {
    return builder.producer(builder.add(name, new Binary(Binary.Kind.ADD, Clamp.NONE), input, constant)).orElseThrow();
  }
}
