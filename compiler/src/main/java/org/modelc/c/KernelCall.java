package org.modelc.c;

import java.util.List;
import java.util.Optional;

/**
 * One kernel call in the body of {@code name_run}.
 *
 * @param inputArray the inputs where the kernel takes them as one array; its symbol is then the first argument
 */
record KernelCall(int index, String kernel, String parameters, Optional<InputArray> inputArray, List<String> arguments) {

  /** A local array of pointers. */
  record InputArray(String symbol, int size, List<String> elements) {}
}
