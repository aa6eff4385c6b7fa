package org.modelc.c;

import java.util.Optional;
import org.modelc.problem.ProblemException;

/**
 * What a user decides about the generated C.
 *
 * @param name names the files ({@code kws.c}, {@code kws.h}), functions ({@code kws_run}) and macros ({@code KWS_ARENA_BYTES})
 * @param source the model file, where there is one
 * @param command the command line, quoted in the header so that the file can be made again; without absolute paths
 * @param selfTest adds {@code kws_self_test}
 * @param profile calls the macros {@code KWS_LAYER_BEGIN} and {@code KWS_LAYER_END} around every layer
 * @param singleFile puts the kernels into the model's source, so that two files are all there is
 * @param main adds {@code main.c}, an example that calls the model
 */
public record GenerationOptions(
    String name,
    Optional<SourceDescription> source,
    Optional<String> command,
    Optional<SelfTest> selfTest,
    boolean profile,
    boolean singleFile,
    boolean main) {

  public static final String DEFAULT_NAME = "model";

  /** @throws ProblemException E403 if {@code name} cannot name C functions and files */
  public GenerationOptions {
    ModelName.check(name);
  }

  /** Options of the plainest output. */
  public static GenerationOptions named(String name) {
    return new GenerationOptions(name, Optional.empty(), Optional.empty(), Optional.empty(), false, false, false);
  }

  public GenerationOptions withSource(SourceDescription newSource) {
    return new GenerationOptions(name, Optional.of(newSource), command, selfTest, profile, singleFile, main);
  }

  public GenerationOptions withCommand(String newCommand) {
    return new GenerationOptions(name, source, Optional.of(newCommand), selfTest, profile, singleFile, main);
  }

  public GenerationOptions withSelfTest(SelfTest newSelfTest) {
    return new GenerationOptions(name, source, command, Optional.of(newSelfTest), profile, singleFile, main);
  }

  public GenerationOptions withProfile(boolean newProfile) {
    return new GenerationOptions(name, source, command, selfTest, newProfile, singleFile, main);
  }

  public GenerationOptions withSingleFile(boolean newSingleFile) {
    return new GenerationOptions(name, source, command, selfTest, profile, newSingleFile, main);
  }

  public GenerationOptions withMain(boolean newMain) {
    return new GenerationOptions(name, source, command, selfTest, profile, singleFile, newMain);
  }
}
