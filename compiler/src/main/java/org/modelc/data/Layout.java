package org.modelc.data;

import java.util.ArrayList;
import java.util.List;
import org.modelc.ir.Shape;

/** Where the channels of samples stand; for one spatial axis the names mean NCL and NLC. */
public enum Layout {
  NCHW,
  NHWC;

  Layout other() {
    return this == NCHW ? NHWC : NCHW;
  }

  /** The channel axis of a sample of {@code rank} axes, which do not include the sample axis. */
  int channelAxis(int rank) {
    return this == NCHW ? 0 : rank - 1;
  }

  /** The permutation, as of {@link Shape#permute}, that brings a sample of {@code rank} axes from this layout to the other one. */
  List<Integer> toOther(int rank) {
    List<Integer> perm = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      perm.add(axis);
    }
    int channels = perm.remove(channelAxis(rank));
    perm.add(other().channelAxis(rank), channels);
    return perm;
  }
}
