package org.modelc.driver;

import java.util.ArrayList;
import java.util.List;
import org.modelc.target.CompilerSettings;
import org.modelc.target.Target;
import org.modelc.target.Targets;

/** Where C for the KPU runs without a board. */
final class KpuTargets {
  /** The driver under QEMU, waiting by interrupt. */
  static final Target BOARD = Targets.find("k210-kpu");

  /** The model of the KPU, without a driver. */
  static final Target HOST = with(Targets.find("host"), List.of("kpu"), "-DMODELC_KPU_MODEL");

  /** Also the driver that polls. */
  static final List<Target> ALL = List.of(BOARD, with(BOARD, BOARD.isa(), "-DMODELC_KPU_POLL"), HOST);

  private KpuTargets() {}

  private static Target with(Target target, List<String> isa, String flag) {
    List<String> flags = new ArrayList<>(target.compiler().flags());
    flags.add(flag);
    return new Target(
        target.name(), target.description(), target.family(), isa, target.bufferAlignment(),
        new CompilerSettings(target.compiler().prefix(), flags, target.compiler().linkFlags()), target.emulator(), target.memory(), target.packages());
  }
}
