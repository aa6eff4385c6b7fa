package org.modelc.c;

/** A move of rows to the front of their buffer, in a band. */
record KeepRows(String to, String from, int bytes) {
  /** The function that does it. */
  static final String KERNEL = "modelc_keep_rows";
}
