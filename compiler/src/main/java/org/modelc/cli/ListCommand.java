package org.modelc.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * A command that lists what modelc knows, as a table, a page of the documentation or JSON.
 *
 * @param <T> an entry; also the schema of its JSON
 */
abstract class ListCommand<T> implements Callable<Integer> {
  @ArgGroup
  private ListFormat format = new ListFormat();

  @Mixin
  private CommonOptions common;

  @Spec
  private CommandSpec spec;

  /** All entries, in the order in which they are listed. */
  abstract List<T> entries();

  abstract TextTable table(List<T> entries);

  /** The text of a page below {@code docs/}. */
  abstract String page(List<T> entries);

  @Override
  public final Integer call() {
    Console console = Console.of(spec);
    List<T> entries = entries();
    if (format.json()) {
      entries.forEach(entry -> console.result(Json.line(entry)));
    } else {
      console.result(format.markdown() ? page(entries) : table(entries).toString());
    }
    return ExitStatus.OK;
  }
}
