package org.modelc.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.modelc.driver.ModelPreparation;
import org.modelc.ir.Graph;
import org.modelc.ir.Printer;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/** Prints the graph after the pass that {@code --dump-after} names, on standard error. */
final class GraphDump implements BiConsumer<String, Graph> {
  private static final String ALL = "all";

  private final Optional<String> wanted;
  private final Console console;

  /** @throws ProblemException E403 if there is no such pass */
  GraphDump(Optional<String> wanted, Console console) {
    this.wanted = wanted;
    this.console = console;
    wanted.ifPresent(GraphDump::requireKnown);
  }

  private static void requireKnown(String pass) {
    List<String> known = Stream.concat(Stream.of(ALL), ModelPreparation.passNames().stream()).toList();
    if (!known.contains(pass)) {
      throw new ProblemException(
          Code.E403, "--dump-after " + pass, "There is no such pass.", "Passes: " + String.join(", ", known) + ".");
    }
  }

  @Override
  public void accept(String pass, Graph graph) {
    if (wanted.filter(name -> name.equals(ALL) || name.equals(pass)).isPresent()) {
      console.note("after " + pass + ":\n" + Printer.summarise(graph));
    }
  }
}
