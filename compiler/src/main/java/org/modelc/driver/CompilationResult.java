package org.modelc.driver;

import java.util.LinkedHashMap;
import java.util.Map;
import org.modelc.report.Report;
import org.modelc.report.ReportJson;

/** A compiled model: its forms and the C for one target. */
public record CompilationResult(PreparedModel model, TargetCode code) {

  public Report report() {
    return Report.of(code.graph(), code.plan(), code.target(), code.files());
  }

  /** Texts by file name, everything that is to be written. */
  public Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>(code.files().allFiles());
    files.put(ReportJson.FILE, ReportJson.of(report()));
    return files;
  }
}
