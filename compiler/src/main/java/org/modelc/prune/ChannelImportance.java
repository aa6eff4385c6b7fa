package org.modelc.prune;

/** How much a network's results depend on a set of channels. */
interface ChannelImportance {
  /** At least 0; comparable between layers. */
  double of(int set);

  /** {@code set} is gone: the importance of others may change. */
  void remove(int set);
}
