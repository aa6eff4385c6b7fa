package org.modelc.cli;

import java.util.List;
import org.modelc.target.Emulator;
import org.modelc.target.Target;

/**
 * What {@code modelc targets} says of a target; also the schema of its JSON.
 *
 * @param bufferAlignment in bytes
 * @param runsOn QEMU program and machine
 * @param packages Debian packages of its tools
 */
record TargetSummary(
    String name, String description, String family, List<String> isa, int bufferAlignment, String runsOn, List<String> packages) {

  static TargetSummary of(Target target) {
    String runsOn = target.emulator().map(TargetSummary::machine).orElse("this machine");
    return new TargetSummary(
        target.name(), target.description(), target.family().label(), target.isa(), target.bufferAlignment(), runsOn, target.packages());
  }

  private static String machine(Emulator emulator) {
    int machine = emulator.arguments().indexOf("-M") + 1;
    return machine == 0 ? emulator.program() : emulator.program() + " " + emulator.arguments().get(machine);
  }
}
