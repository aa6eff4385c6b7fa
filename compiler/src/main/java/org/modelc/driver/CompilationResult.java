package org.modelc.driver;

import java.util.Map;

/** A compiled model: its forms and the C for one target. */
public record CompilationResult(PreparedModel model, TargetCode code) {

  /** Texts by file name, everything that is to be written. */
  public Map<String, String> files() {
    return code.files().allFiles();
  }
}
