package org.modelc.c;

import java.util.List;

/**
 * Some successive bands that do the same, in the body of {@code name_run}: a loop, or the calls alone where it is one band.
 *
 * @param last number of the last band
 * @param steps records with a template each: {@link KernelCall}, {@link KeepRows}
 */
record BandBlock(int first, int last, boolean isLoop, List<Record> steps) {}
