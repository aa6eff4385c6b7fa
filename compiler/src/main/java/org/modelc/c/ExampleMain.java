package org.modelc.c;

import java.util.List;

/**
 * A program that calls the model once and prints its outputs, for people to start from.
 *
 * @param macro prefix of all macros
 * @param arena whether the model needs one
 * @param states whether calls are a sequence
 * @param selfTest whether the model brings a sample with its result
 */
record ExampleMain(String name, String macro, List<Port> inputs, List<Port> outputs, boolean arena, boolean states, boolean selfTest) {
  static final String FILE = "main.c";
}
