package org.modelc.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A command line as it is quoted in generated files: without folders and without what does not change the files. */
final class CommandText {
  private static final Set<String> WITHOUT_EFFECT = Set.of("--json", "--debug");
  private static final Set<String> WITHOUT_EFFECT_WITH_VALUE = Set.of("--out", "--dump-after");

  private CommandText() {}

  static String of(List<String> arguments) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String option = arguments.get(i).replaceFirst("=.*", "");
      if (WITHOUT_EFFECT_WITH_VALUE.contains(option)) {
        i += option.equals(arguments.get(i)) ? 1 : 0;
      } else if (!WITHOUT_EFFECT.contains(option)) {
        kept.add(withoutFolders(arguments.get(i)));
      }
    }
    return kept.stream().map(CommandText::quoted).collect(Collectors.joining(" ", "modelc ", ""));
  }

  private static String withoutFolders(String argument) {
    return argument.replaceFirst("^(--[a-z-]+=)?.*[/\\\\]", "$1");
  }

  private static String quoted(String argument) {
    return argument.matches("[\\w.,:=@%+/-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
  }
}
