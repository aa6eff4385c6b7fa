package org.modelc.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.modelc.ir.Shape;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line program. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(out, err, args));
  }

  /** Runs one command; results go to {@code out}, messages to {@code err}. Returns the exit code (see {@code docs/cli.md}). */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    Failures failures = new Failures(new Console(out, err), Arrays.asList(args).contains("--debug"));
    try {
      return commandLine(out, err, failures).execute(args);
    } catch (OutOfMemoryError | StackOverflowError e) {
      return failures.report(e);
    } finally {
      out.flush();
      err.flush();
    }
  }

  private static CommandLine commandLine(PrintWriter out, PrintWriter err, Failures failures) {
    CommandLine root = new CommandLine(new ModelcCommand());
    root.getSubcommands().values().forEach(command -> command.getCommandSpec().usageMessage().sortOptions(false).abbreviateSynopsis(true));
    return root
        .setOut(out)
        .setErr(err)
        .registerConverter(Shape.class, new ShapeConverter())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(110)
        .setUsageHelpLongOptionsMaxWidth(34)
        .setParameterExceptionHandler((exception, arguments) -> usageError(exception))
        .setExecutionExceptionHandler((exception, commandLine, parsed) -> failures.report(exception));
  }

  private static int usageError(ParameterException exception) {
    CommandLine command = exception.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("error " + exception.getMessage().replaceFirst("^Error: ", ""));
    UnmatchedArgumentException.printSuggestions(exception, err);
    err.println("Try `" + command.getCommandSpec().qualifiedName() + " --help`.");
    return ExitStatus.USAGE;
  }
}
