package org.modelc.cli;

import java.util.Optional;
import org.modelc.driver.MixedRequest;
import org.modelc.quant.MixedGoal;
import org.modelc.target.Target;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Layers in different formats: an option of the commands that quantise for one target. */
final class MixedOption {
  @Option(
      names = "--mixed", paramLabel = "GOAL", converter = Converter.class,
      description = "Choose a format for each layer (int4, int8, w8a16, f16), as small as the goal allows: flash=BYTES of constants, ram=BYTES of the arena, "
          + "accuracy=POINTS, how many of a hundred calibration samples may get another class than in float; several with commas. Without "
          + "accuracy, results come as close as the budget allows, up to 40 dB.")
  private Optional<MixedGoal> goal = Optional.empty();

  /** @param target for which flash and RAM are measured */
  Optional<MixedRequest> request(Target target) {
    return goal.map(known -> new MixedRequest(known, target));
  }

  /** Reads goals as {@link MixedGoal#parse} does. */
  static final class Converter implements ITypeConverter<MixedGoal> {
    @Override
    public MixedGoal convert(String text) {
      try {
        return MixedGoal.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
