package org.modelc.prune;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which set of channels every index along one axis of a value belongs to.
 *
 * @param axis the only axis along which indices may be removed
 * @param sets one for each index; a set may occur at several indices, as behind a Flatten. Shared, not to be changed
 */
record Channels(int axis, int[] sets) {

  /** The indices that are left without the channels of {@code removed}, ascending. */
  int[] kept(Set<Integer> removed) {
    return IntStream.range(0, sets.length).filter(index -> !removed.contains(sets[index])).toArray();
  }

  Channels alongAxis(int newAxis) {
    return new Channels(newAxis, sets);
  }

  /** The channels of {@code count} indices from {@code start} on. */
  Channels range(int start, int count) {
    return new Channels(axis, Arrays.copyOfRange(sets, start, start + count));
  }
}
