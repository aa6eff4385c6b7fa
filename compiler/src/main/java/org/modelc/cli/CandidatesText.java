package org.modelc.cli;

import java.util.List;
import java.util.Locale;
import org.modelc.report.Candidate;

/** Candidates of a recipe as a table. */
final class CandidatesText {
  private CandidatesText() {}

  static String of(List<Candidate> candidates) {
    TextTable table = new TextTable("network", "accuracy", "95 % confidence", "constants, bytes", "arena, bytes", "MACs", "best");
    for (Candidate candidate : candidates) {
      String confidence = String.format(Locale.ROOT, "%.1f to %.1f", 100 * candidate.accuracy().low(), 100 * candidate.accuracy().high());
      table.row(candidate.name(), String.format(Locale.ROOT, "%.2f %%", 100 * candidate.accuracy().ratio()), confidence,
          Wording.count(candidate.constantBytes()), Wording.count(candidate.arenaBytes()), Wording.count(candidate.macs()),
          candidate.isBest(candidates) ? "*" : "");
    }
    return table + "\n* no other network is at least as accurate with as little flash and as few MACs";
  }
}
