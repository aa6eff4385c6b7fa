package org.modelc.firmware;

/**
 * Data of the header that puts a mark at the begin and the end of every layer.
 *
 * @param macroPrefix what the names of the model's macros begin with
 */
record LayerMarks(String macroPrefix) {

  /** Compilers include it before each source. */
  static final String FILE = "modelc_layers.h";
}
