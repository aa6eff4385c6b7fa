package org.modelc.onnx.export;

import java.util.List;

/** The order of axes in which the ONNX graph has a value. */
enum Layout {
  /** As the IR has it. */
  PLAIN(List.of()),
  /** A rank-4 value of the IR, [N,H,W,C], as [N,C,H,W]; constant filters, [O,H,W,I], as [O,I,H,W]. */
  CHANNELS_FIRST(List.of(0, 3, 1, 2));

  /** From the plain order to channels-first. */
  static final List<Integer> TO_CHANNELS_FIRST = CHANNELS_FIRST.perm;

  /** From channels-first to the plain order. */
  static final List<Integer> TO_PLAIN = List.of(0, 2, 3, 1);

  private final List<Integer> perm;

  Layout(List<Integer> perm) {
    this.perm = perm;
  }

  Layout other() {
    return this == PLAIN ? CHANNELS_FIRST : PLAIN;
  }

  /** Where axis {@code axis} of the IR's value is in this layout. */
  int axis(int axis) {
    return this == PLAIN ? axis : perm.indexOf(axis);
  }

  /** {@code perAxis}, one element for each axis of the IR's value, in this layout. */
  <T> List<T> inOrder(List<T> perAxis) {
    return this == PLAIN ? perAxis : perm.stream().map(perAxis::get).toList();
  }
}
