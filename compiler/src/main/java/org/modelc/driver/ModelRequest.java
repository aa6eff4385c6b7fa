package org.modelc.driver;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.modelc.data.Preprocessing;
import org.modelc.kernel.CodeGoal;
import org.modelc.onnx.ImportOptions;
import org.modelc.pass.PassOptions;
import org.modelc.plan.MemoryGoal;
import org.modelc.quant.MixedGoal;
import org.modelc.quant.QuantisationOptions;
import org.modelc.state.StateRequest;

/**
 * A model and what it is to become, apart from target and output.
 *
 * @param file the ONNX file
 * @param calibration samples for post-training quantisation; not needed for models that are quantised and for {@link Precision#F32}
 * @param quantisation how post-training quantisation works; {@code io} decides the types of inputs and outputs
 * @param preprocessing what is done to the numbers of sample files
 * @param io types and layout of the generated function's inputs and outputs
 * @param memory how small the arena is to be
 * @param goal whether kernels are chosen for speed or for little flash
 * @param mixed what layers of different formats must meet; empty where all have the format of {@code quantisation}
 * @param pushRows rows that each call adds, where the input is the last rows of a stream
 * @param states what is kept between calls
 */
public record ModelRequest(
    Path file,
    ImportOptions importing,
    Precision precision,
    Optional<Path> calibration,
    QuantisationOptions quantisation,
    Preprocessing preprocessing,
    PassOptions io,
    MemoryGoal memory,
    CodeGoal goal,
    Optional<MixedRequest> mixed,
    OptionalInt pushRows,
    StateRequest states) {

  /** All layers have one format, and inputs are whole. */
  public ModelRequest(
      Path file, ImportOptions importing, Precision precision, Optional<Path> calibration, QuantisationOptions quantisation,
      Preprocessing preprocessing, PassOptions io, MemoryGoal memory, CodeGoal goal) {
    this(file, importing, precision, calibration, quantisation, preprocessing, io, memory, goal, Optional.empty(), OptionalInt.empty(), StateRequest.NONE);
  }

  /** Post-training quantisation with default choices. */
  public static ModelRequest quantised(Path file, Path calibration, Preprocessing preprocessing) {
    return new ModelRequest(
        file, ImportOptions.DEFAULTS, Precision.INT8, Optional.of(calibration), QuantisationOptions.DEFAULT, preprocessing,
        PassOptions.DEFAULT, MemoryGoal.DEFAULT, CodeGoal.SPEED);
  }

  /** A model as it is: one that is quantised already, or one in floats. */
  public static ModelRequest asIs(Path file, Precision precision) {
    return new ModelRequest(
        file, ImportOptions.DEFAULTS, precision, Optional.empty(), QuantisationOptions.DEFAULT, Preprocessing.NONE,
        PassOptions.DEFAULT, MemoryGoal.DEFAULT, CodeGoal.SPEED);
  }

  private MemoryGoal memory(MixedGoal mixedGoal) {
    return mixedGoal.ram().isPresent() ? MemoryGoal.fitting(mixedGoal.ram().getAsInt()) : memory;
  }

  /** The same with layers of different formats, and with compressed weights wherever they are smaller. */
  public ModelRequest withMixed(Optional<MixedRequest> newMixed) {
    return newMixed.isEmpty()
        ? this
        : new ModelRequest(
            file, importing, precision, calibration, quantisation, preprocessing, io, memory(newMixed.get().goal()), CodeGoal.SIZE, newMixed,
            pushRows, states);
  }

  /** The same for the last rows of a stream, where rows are given. */
  public ModelRequest withPushRows(OptionalInt newPushRows) {
    return new ModelRequest(
        file, importing, precision, calibration, quantisation, preprocessing, io, memory, goal, mixed, newPushRows, states);
  }

  /** The same with states. */
  public ModelRequest withStates(StateRequest newStates) {
    return new ModelRequest(
        file, importing, precision, calibration, quantisation, preprocessing, io, memory, goal, mixed, pushRows, newStates);
  }
}
