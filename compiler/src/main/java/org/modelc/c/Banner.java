package org.modelc.c;

import java.util.Optional;
import org.modelc.Version;
import org.modelc.target.Target;

/** The facts in the comment at the head of the generated files; all text is fit for a comment. */
record Banner(String version, Optional<Origin> origin, String target, Optional<String> command, int constantBytes, int arenaBytes, long macs) {

  /** Where the model comes from. */
  record Origin(String fileName, String sha256) {}

  static Banner of(GenerationOptions options, Target target, int constantBytes, int arenaBytes, long macs) {
    return new Banner(
        Version.TEXT,
        options.source().map(source -> new Origin(Escape.comment(source.fileName()), Escape.comment(source.sha256()))),
        Escape.comment(target.name()),
        options.command().map(Escape::comment),
        constantBytes,
        arenaBytes,
        macs);
  }
}
