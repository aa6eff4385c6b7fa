package org.modelc.c;

/** A copy of a whole tensor in the body of {@code name_run}. */
record MemoryCopy(int index, String to, String from, int bytes) {}
