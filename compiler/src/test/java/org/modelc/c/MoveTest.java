package org.modelc.c;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.op.OpException;

/** Moves are made of as few and as large blocks as the shapes allow. */
class MoveTest {

  private static Move transpose(DType dtype, List<Integer> perm, int... dims) {
    Shape shape = Shape.of(dims);
    int[] strides = shape.strides();
    Places from = new Places(perm.stream().mapToInt(axis -> strides[axis]).toArray(), 0);
    Shape output = shape.permute(perm);
    return Move.of(dtype, output.toArray(), from, Places.all(output));
  }

  @Test
  void whatChangesNothingIsOneBlock() {
    Move move = transpose(DType.F32, List.of(1, 0, 2), 1, 5, 7);
    assertThat(move.blockBytes()).isEqualTo(5 * 7 * 4);
    assertThat(move.nest().dims()).containsExactly(1);
  }

  @Test
  void axesThatStayTogetherAreOne() {
    Move move = transpose(DType.F32, List.of(2, 0, 1), 4, 5, 3);
    assertThat(move.blockBytes()).isEqualTo(4);
    assertThat(move.nest().dims()).containsExactly(3, 20);
    assertThat(move.nest().stridesA()).containsExactly(4, 12);
    assertThat(move.nest().stridesB()).containsExactly(80, 4);
  }

  @Test
  void anAxisThatStaysLastIsTheBlock() {
    Move move = transpose(DType.S8, List.of(1, 0, 2), 4, 5, 6);
    assertThat(move.blockBytes()).isEqualTo(6);
    assertThat(move.kernel()).isEqualTo("modelc_move_blocks");
  }

  @Test
  void theLongestAxisIsTheInnermostLoop() {
    Move move = transpose(DType.S8, List.of(0, 2, 3, 1), 1, 3, 30, 40);
    assertThat(move.nest().dims()).containsExactly(3, 1200);
    assertThat(move.kernel()).isEqualTo("modelc_move_8");
  }

  @Test
  void moreAxesThanTheRuntimeHasAreRefused() {
    List<Integer> reversed = IntStream.range(0, 9).map(axis -> 8 - axis).boxed().toList();
    int[] dims = Collections.nCopies(9, 2).stream().mapToInt(Integer::intValue).toArray();
    assertThatThrownBy(() -> transpose(DType.S8, reversed, dims)).isInstanceOf(OpException.class).hasMessageContaining("9 axes");
  }
}
