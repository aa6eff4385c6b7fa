package org.modelc.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.modelc.ir.Shape;

class PermutationTest {
  private static final Permutation ROTATION = new Permutation(List.of(2, 0, 1));

  @Test
  void inverseUndoes() {
    assertThat(ROTATION.then(ROTATION.inverse()).isIdentity()).isTrue();
    assertThat(ROTATION.then(ROTATION)).isEqualTo(ROTATION.inverse());
    assertThat(ROTATION.inputShape(Shape.of(5, 3, 4))).isEqualTo(Shape.of(3, 4, 5));
  }

  @Test
  void axesOfSizeOneMoveFreely() {
    assertThat(ROTATION.movesOnlyOnes(Shape.of(3, 4, 1))).isTrue();
    assertThat(ROTATION.movesOnlyOnes(Shape.of(1, 4, 5))).isFalse();
  }

  @Test
  void axesAreDroppedAndReplaced() {
    Permutation permutation = new Permutation(List.of(0, 3, 1, 2));
    assertThat(permutation.without(List.of(1, 2)).axes()).containsExactly(0, 1);
    assertThat(permutation.withAxisReplaced(1, 0).axes()).containsExactly(0, 1, 2);
    assertThat(permutation.withAxisReplaced(1, 1)).isEqualTo(permutation);
    assertThat(permutation.withAxisReplaced(2, 2).axes()).containsExactly(0, 4, 1, 2, 3);
  }
}
