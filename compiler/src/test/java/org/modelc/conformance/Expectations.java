package org.modelc.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What {@code test-models/conformance.txt} says of each case: {@code CASE pass}, {@code CASE xfail REASON} or {@code CASE skip REASON}. */
record Expectations(Map<String, Expectation> byCase) {

  /**
   * What becomes of a case.
   *
   * @param status {@code pass}, {@code xfail} or {@code skip}
   * @param reason empty for {@code pass}
   */
  record Expectation(String status, String reason) {
    static final Expectation PASS = new Expectation("pass", "");

    static Expectation fails(String reason) {
      return new Expectation("xfail", reason);
    }

    boolean isSkipped() {
      return status.equals("skip");
    }
  }

  static Expectations read(Path file) {
    Map<String, Expectation> byCase = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        String[] fields = line.split(" ", 3);
        byCase.put(fields[0], new Expectation(fields[1], fields.length > 2 ? fields[2] : ""));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    return new Expectations(byCase);
  }

  void write(Path file) {
    String text = byCase.entrySet().stream()
        .map(entry -> (entry.getKey() + " " + entry.getValue().status() + " " + entry.getValue().reason()).strip() + "\n")
        .collect(Collectors.joining());
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
