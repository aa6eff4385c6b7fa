package org.modelc.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.modelc.c.RuntimeLibrary;
import org.modelc.firmware.CommandResult;
import org.modelc.firmware.Toolchain;
import org.modelc.target.Targets;

/** Boots a program for a K210 under QEMU from its first instruction; a monitor in C stands for the chip's devices. */
final class K210Emulation {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private final Toolchain toolchain;

  K210Emulation(Toolchain toolchain) {
    this.toolchain = toolchain;
  }

  /**
   * What a run left.
   *
   * @param printed by program and monitor
   * @param directory where the monitor writes files
   */
  record Run(boolean succeeded, String printed, Path directory) {}

  /**
   * Runs until the monitor ends it.
   *
   * @param monitor a file of the test resources {@code kpu}
   * @param defines compiler options for the monitor
   * @param loaded what stands at address 0x84000000
   */
  Run boot(byte[] program, String monitor, List<String> defines, byte[] loaded) throws IOException {
    Path directory = toolchain.newWorkDirectory("k210-monitor");
    Files.write(directory.resolve("program.bin"), program);
    Files.write(directory.resolve("loaded.bin"), loaded);
    buildMonitor(directory, monitor, defines);
    CommandResult result = toolchain.run(directory, TIMEOUT, List.of(
        "qemu-system-riscv64", "-M", "spike", "-bios", "none", "-display", "none", "-monitor", "none", "-serial", "null",
        "-semihosting-config", "enable=on,target=native", "-device", "loader,file=program.bin,addr=0x80000000", "-device",
        "loader,file=loaded.bin,addr=0x84000000", "-device", "loader,file=monitor.elf,cpu-num=0"));
    return new Run(result.succeeded(), result.text(), directory);
  }

  private void buildMonitor(Path directory, String monitor, List<String> defines) throws IOException {
    for (String name : List.of("modelc.h", "modelc_kpu.h", "modelc_kpu_model.h")) {
      Files.writeString(directory.resolve(name), RuntimeLibrary.text(name));
    }
    copy("/org/modelc/targets/harness/modelc_kpu_emulator.c", directory.resolve("emulator.c"));
    copy("/kpu/" + monitor, directory.resolve("monitor.c"));
    Files.writeString(directory.resolve("monitor.ld"), "__flash = 0x82000000; __flash_size = 1M; __ram = 0x82100000; __ram_size = 4M; INCLUDE picolibc.ld\n");
    List<String> compile = new ArrayList<>(List.of("riscv64-unknown-elf-gcc"));
    compile.addAll(Targets.find("k210-kpu").compiler().flags());
    compile.addAll(defines);
    compile.addAll(List.of("--oslib=semihost", "--crt0=hosted", "-O2", "-T", "monitor.ld", "-o", "monitor.elf", "monitor.c", "emulator.c"));
    CommandResult result = toolchain.run(directory, TIMEOUT, compile);
    assertThat(result.succeeded()).as(result.text()).isTrue();
  }

  private void copy(String resource, Path file) throws IOException {
    try (InputStream stream = getClass().getResourceAsStream(resource)) {
      Files.copy(stream, file);
    }
  }
}
