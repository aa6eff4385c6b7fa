package org.modelc.c;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Generated C.
 *
 * @param files text by file name: the model's header and source
 * @param runtimeFiles names of the runtime's files that must be compiled with it or lie beside it; see {@link RuntimeLibrary#text}
 * @param layers the steps of {@code name_run} in order
 * @param constantBytes size of all constant arrays; parameter structs and self-test data come on top
 */
public record GeneratedModel(
    String name, Map<String, String> files, List<String> runtimeFiles, List<LayerSummary> layers, int constantBytes) {

  public GeneratedModel {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    runtimeFiles = List.copyOf(runtimeFiles);
    layers = List.copyOf(layers);
  }

  /** The model's files and the runtime's, everything a firmware project needs. */
  public Map<String, String> allFiles() {
    Map<String, String> all = new LinkedHashMap<>(files);
    runtimeFiles.forEach(file -> all.put(file, RuntimeLibrary.text(file)));
    return all;
  }
}
