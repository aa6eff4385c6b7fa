package org.modelc.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.modelc.driver.ModelRequest;
import org.modelc.driver.Precision;
import org.modelc.kernel.CodeGoal;
import org.modelc.pass.PassOptions;
import org.modelc.plan.MemoryGoal;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The model and how it is to be compiled: options of all commands that compile. */
final class ModelOptions {
  @Parameters(index = "0", paramLabel = "MODEL.onnx", description = "The network.")
  private Path model;

  @Option(
      names = "--dtype", paramLabel = "TYPE", defaultValue = "int8",
      description = "Arithmetic of the C: int8, f32, or f16: floats whose weights are stored in 16 bits, for half the flash. "
          + "Default: ${DEFAULT-VALUE}.")
  private Precision precision;

  @Option(
      names = "--calibration", paramLabel = "FILE",
      description = "Samples (.npz or .npy, first axis counts them) that show the ranges of a float model's activations; a few hundred typical "
          + "ones. Not needed for floats and for models that are quantised (QDQ, QOperator).")
  private Optional<Path> calibration = Optional.empty();

  @Mixin
  private QuantisationSettings quantisation;

  @Mixin
  private SampleOptions samples;

  @Mixin
  private InputOptions inputs;

  @Option(
      names = "--io-layout", paramLabel = "LAYOUT", defaultValue = "model",
      description = "Layout of the generated function's inputs and outputs: model, or nhwc, which saves a transposition where the model has "
          + "channels first. Default: ${DEFAULT-VALUE}.")
  private IoLayout ioLayout;

  @Option(names = "--float-io", description = "Float inputs and outputs of an int8 model, converted inside the generated function.")
  private boolean floatIo;

  @Option(
      names = "--input-rows",
      description = "Hand the input over in parts of a few rows, as a camera or a spectrogram delivers them, so that no whole input need be in "
          + "memory: NAME_run_rows. Implies --io-layout nhwc.")
  private boolean rowInput;

  @Option(
      names = "--stream", paramLabel = "ROWS",
      description = "The input is the last rows of a stream, such as samples in time, and each call of NAME_push adds ROWS of them (1 or a few): only what "
          + "they change is computed. For networks without padding along the rows. Implies --io-layout nhwc.")
  private Optional<Integer> pushRows = Optional.empty();

  @Option(
      names = "--ram", paramLabel = "BYTES", defaultValue = "default", converter = MemoryGoalConverter.class,
      description = "Bytes of the arena: the fastest code that needs no more is generated. Or min, the smallest arena there is; max, every layer "
          + "as a whole; default, the smallest that costs at most 1 %% more instructions. Where memory is short, layers run in bands of rows.")
  private MemoryGoal memory;

  @Option(
      names = "--optimize", paramLabel = "GOAL", defaultValue = "speed",
      description = "speed, or size: weights with many zeros, and weights that fit 4 bits, are stored compressed wherever that saves flash; for speed "
          + "only where it costs no time. Default: ${DEFAULT-VALUE}.")
  private CodeGoal goal;

  enum IoLayout {
    MODEL("model"),
    NHWC("nhwc");

    private final String option;

    IoLayout(String option) {
      this.option = option;
    }

    @Override
    public String toString() {
      return option;
    }
  }

  Path model() {
    return model;
  }

  /** @throws ProblemException E403 if a value is out of range */
  ModelRequest request() {
    try {
      return new ModelRequest(
          model,
          inputs.importing(),
          precision,
          calibration,
          quantisation.options(),
          samples.preprocessing(),
          new PassOptions(floatIo, rowInput || pushRows.isPresent() || ioLayout == IoLayout.NHWC, rowInput),
          memory,
          goal)
          .withPushRows(pushRows.map(OptionalInt::of).orElse(OptionalInt.empty()));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Code.E403, "command line", "A value is out of range: " + e.getMessage() + ".");
    }
  }
}
