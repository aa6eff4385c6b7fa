package org.modelc.c;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The runtime's header and the kernels that a model uses as one text, to be pasted into the model's source. */
final class Amalgamation {
  private static final Pattern MACRO = Pattern.compile("(?m)^#define (\\w+)");

  private final Set<String> pasted = new LinkedHashSet<>();
  private final StringBuilder text = new StringBuilder();

  private Amalgamation() {}

  /** The text for these kernels; {@code MODELC_API} is for whoever pastes it to define. */
  static String of(Collection<String> kernels) {
    Amalgamation amalgamation = new Amalgamation();
    amalgamation.paste(RuntimeLibrary.HEADER);
    List<String> sources = kernels.stream().distinct().sorted().map(kernel -> kernel + ".c").toList();
    sources.forEach(amalgamation::paste);
    return amalgamation.text.toString().strip();
  }

  /** Appends a file after the files that it includes, each once. */
  private void paste(String file) {
    if (!pasted.add(file)) {
      return;
    }
    String source = RuntimeLibrary.text(file);
    RuntimeLibrary.includes(source).forEach(this::paste);
    text.append("/* ---- ").append(file).append(" ---- */\n\n");
    text.append(source.lines().filter(line -> !line.startsWith("#include \"")).collect(Collectors.joining("\n")).strip());
    text.append("\n\n");
    if (file.endsWith(".c")) {
      undefineMacros(source);
    }
  }

  /** Macros of a source are its own: another source may give the same name to something else. */
  private void undefineMacros(String source) {
    List<String> macros = MACRO.matcher(source).results().map(define -> define.group(1)).distinct().toList();
    macros.forEach(macro -> text.append("#undef ").append(macro).append("\n"));
    text.append(macros.isEmpty() ? "" : "\n");
  }
}
