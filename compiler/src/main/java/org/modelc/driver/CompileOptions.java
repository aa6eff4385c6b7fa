package org.modelc.driver;

import java.util.Optional;
import org.modelc.c.GenerationOptions;
import org.modelc.problem.ProblemException;
import org.modelc.target.Target;

/**
 * What C is to be generated.
 *
 * @param name names files, functions and macros: {@code kws} gives {@code kws.c} and {@code kws_run}
 * @param command the command line for the header's comment
 * @param selfTest adds a sample with its result and a function that checks it
 * @param profile adds hooks around every layer
 * @param singleFile one source with everything in it
 * @param main adds {@code main.c}, an example that runs the model
 * @param requireIntegers makes every node that computes with floats a problem
 */
public record CompileOptions(
    Target target, String name, Optional<String> command, boolean selfTest, boolean profile, boolean singleFile, boolean main,
    boolean requireIntegers) {

  /** Plain output for {@code target}. */
  public static CompileOptions of(Target target, String name) {
    return new CompileOptions(target, name, Optional.empty(), false, false, false, false, false);
  }

  /** With a main program that checks a stored sample. */
  public CompileOptions withExample() {
    return new CompileOptions(target, name, command, true, profile, singleFile, true, requireIntegers);
  }

  /** @throws ProblemException E403 if the name cannot name C functions and files */
  GenerationOptions generationOptions() {
    return new GenerationOptions(name, Optional.empty(), command, Optional.empty(), profile, singleFile, main);
  }
}
