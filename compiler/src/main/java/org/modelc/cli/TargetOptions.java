package org.modelc.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.modelc.data.Preprocessing;
import org.modelc.driver.SampleSource;
import org.modelc.firmware.Toolchain;
import org.modelc.firmware.Toolchains;
import org.modelc.target.Target;
import org.modelc.target.Targets;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where firmware is built and run, and on what: options of the commands that do. */
final class TargetOptions {
  private static final String ALL = "all";

  @Option(
      names = {"--targets", "--target"}, paramLabel = "TARGETS", split = ",", defaultValue = "cortex-m4",
      description = "Where the C runs: names with commas, or all; `modelc targets` lists them. Default: ${DEFAULT-VALUE}.")
  private List<String> names;

  @Mixin
  private ToolchainOption toolchain;

  @Option(
      names = "--data", paramLabel = "FILE",
      description = "Samples to run (.npz or .npy, first axis counts them); labels are the array y. Default: random samples.")
  private Optional<Path> data = Optional.empty();

  List<Target> targets() {
    return names.contains(ALL) ? Targets.all() : names.stream().distinct().map(Targets::find).toList();
  }

  Toolchain open(List<Target> targets) {
    return Toolchains.find(toolchain.choice(), targets);
  }

  SampleSource samples(Preprocessing preprocessing) {
    return new SampleSource(data, preprocessing);
  }
}
