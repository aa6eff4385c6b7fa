package org.modelc.cli;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.state.StateRequest;
import picocli.CommandLine.Option;

/** What a model keeps between calls: options of the commands that compile and run models. */
final class StateOptions {
  @Option(
      names = "--state", paramLabel = "INPUT=OUTPUT", split = ",",
      description = "The input is no argument any more: in each call it holds what the output was in the call before, and 0 in the first after NAME_reset. "
          + "The output is no argument either. Several with commas. Samples are then successive calls.")
  private List<String> states = List.of();

  @Option(names = "--state-outputs", description = "Outputs that become states are also given to the caller.")
  private boolean shown;

  @Option(
      names = "--stateful",
      description = "LSTM, GRU and RNN that start from zeros go on from where the call before ended instead: a model of one step, or a few, a call.")
  private boolean recurrentLayers;

  @Option(
      names = "--sequence", paramLabel = "CALLS",
      description = "With states: every CALLS samples are a sequence that begins with states of 0. Default: all samples are one sequence.")
  private Optional<Integer> sequence = Optional.empty();

  StateRequest request() {
    sequence.ifPresent(calls -> PositiveOption.require("--sequence", calls));
    return new StateRequest(states.stream().map(StateOptions::link).toList(), recurrentLayers, shown, sequence.map(OptionalInt::of).orElse(OptionalInt.empty()));
  }

  private static StateRequest.Link link(String text) {
    int equals = text.indexOf('=');
    if (equals < 1 || equals == text.length() - 1) {
      throw new ProblemException(Code.E403, "--state " + text, "It must be INPUT=OUTPUT, names of the network.");
    }
    return new StateRequest.Link(text.substring(0, equals), text.substring(equals + 1));
  }
}
