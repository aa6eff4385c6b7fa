package org.modelc.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.modelc.ir.Shape;
import org.modelc.pass.ReshapeBlocks.Block;

class ReshapeBlocksTest {
  @Test
  void blocksAreTheFinest() {
    assertThat(ReshapeBlocks.of(Shape.of(1, 6, 4), Shape.of(2, 3, 1, 4)).orElseThrow().blocks())
        .containsExactly(new Block(List.of(1), List.of(0, 1)), new Block(List.of(2), List.of(3)));
    assertThat(ReshapeBlocks.of(Shape.of(4, 6), Shape.of(6, 4)).orElseThrow().blocks())
        .containsExactly(new Block(List.of(0, 1), List.of(0, 1)));
    assertThat(ReshapeBlocks.of(Shape.of(1), Shape.of(1, 1)).orElseThrow().blocks()).isEmpty();
    assertThat(ReshapeBlocks.of(Shape.of(0, 2), Shape.of(0))).isEmpty();
  }

  @Test
  void operandsBroadcastByWholeBlocks() {
    ReshapeBlocks blocks = ReshapeBlocks.of(Shape.of(1, 6, 4), Shape.of(2, 3, 1, 4)).orElseThrow();
    assertThat(blocks.broadcast(Shape.of(4))).contains(Shape.of(1, 1, 1, 4));
    assertThat(blocks.broadcast(Shape.of(6, 1))).contains(Shape.of(2, 3, 1, 1));
    assertThat(blocks.broadcast(Shape.SCALAR)).contains(Shape.of(1, 1, 1, 1));
    ReshapeBlocks joining = ReshapeBlocks.of(Shape.of(2, 3, 4), Shape.of(6, 4)).orElseThrow();
    assertThat(joining.broadcast(Shape.of(3, 1))).isEmpty();
    assertThat(joining.broadcast(Shape.of(2, 3, 1))).contains(Shape.of(6, 1));
  }
}
