package org.modelc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.modelc.driver.FlashImage;
import org.modelc.driver.OutputFolder;
import org.modelc.firmware.Toolchain;
import org.modelc.firmware.Toolchains;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;
import org.modelc.target.Targets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "flash",
    description = {
      "Builds self-test firmware of a network for a Kendryte K210, and flashes it.",
      "The firmware runs a stored sample (the first calibration sample) on CPU and KPU and prints a checksum of every KPU layer beside the expected "
          + "one, at 115200 baud; its last line is PASS or FAIL. Writes selftest.bin and selftest.kfpkg. Nobody has run it on silicon yet: please "
          + "report what it prints."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  modelc flash net.onnx --calibration calib.npz --out net-k210",
      "  modelc flash net_qdq.onnx --out net-k210 --port /dev/ttyUSB0"
    })
final class FlashCommand implements Callable<Integer> {
  private static final String TOOL = "kflash";

  @Mixin
  private ModelOptions model;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "Output folder.")
  private Path out;

  @Option(names = "--port", paramLabel = "PORT", description = "Serial port of a board to flash, with kflash (`pip install kflash`). Default: none.")
  private Optional<String> port = Optional.empty();

  @Option(
      names = "--board", paramLabel = "BOARD", defaultValue = "goE",
      description = "How kflash resets the board, its option -B; goE for an M5StickV. Default: ${DEFAULT-VALUE}.")
  private String board;

  @Mixin
  private ToolchainOption toolchainOption;

  @Mixin
  private CommonOptions common;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    Console console = Console.of(spec);
    Problems problems = new Problems();
    try (Toolchain toolchain = Toolchains.find(toolchainOption.choice(), List.of(Targets.find("k210-kpu")))) {
      FlashImage image = FlashImage.of(model.request(), toolchain, problems, console);
      OutputFolder.writeBytes(out, image.files());
      console.problems(problems.all());
      console.result(Wording.count(image.binary().length) + " bytes of firmware, written to " + out);
    }
    port.ifPresent(this::flash);
    return ExitStatus.OK;
  }

  private void flash(String serialPort) {
    String file = out.resolve(FlashImage.packageName()).toString();
    try {
      int code = new ProcessBuilder(TOOL, "-p", serialPort, "-b", "115200", "-B", board, file).inheritIO().start().waitFor();
      if (code != 0) {
        throw new ProblemException(Code.E503, TOOL + " -p " + serialPort, "It ended with code " + code + ".", "Check port, cable and --board.");
      }
    } catch (IOException e) {
      throw new ProblemException(Code.E501, TOOL, "It cannot be run: " + e.getMessage() + ".", "Install it: pip install kflash.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
