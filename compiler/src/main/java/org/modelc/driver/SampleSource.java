package org.modelc.driver;

import java.nio.file.Path;
import java.util.Optional;
import org.modelc.data.Preprocessing;
import org.modelc.data.SampleSet;
import org.modelc.state.StateSamples;

/**
 * Samples to run a model on.
 *
 * @param file where they are; empty for random ones
 * @param preprocessing what is done to the file's numbers
 */
public record SampleSource(Optional<Path> file, Preprocessing preprocessing) {

  /** Samples for the inputs of {@code model} that are no states: all of the file, or {@code randomCount} random ones. */
  SampleSet load(PreparedModel model, int randomCount) {
    return file
        .map(path -> SampleSet.load(path, model.argumentsForm(), preprocessing))
        .orElseGet(() -> StateSamples.arguments(model.states(), RandomSamples.of(model.carrying(), model.compiled(), randomCount)));
  }

  /** Where the samples come from, for people. */
  String description() {
    return file.map(path -> path.getFileName().toString()).orElse(RandomSamples.DESCRIPTION);
  }
}
