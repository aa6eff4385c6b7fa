package org.modelc.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.modelc.driver.DemoImage;
import org.modelc.driver.DemoRequest;
import org.modelc.driver.FlashImage;
import org.modelc.driver.OutputFolder;
import org.modelc.driver.SelfTestImage;
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
      "Builds firmware of a network for a Kendryte K210, and flashes it.",
      "Without --demo it is a self-test: it runs a stored sample (the first calibration sample) on CPU and KPU and prints a checksum of every KPU layer beside the expected "
          + "one, at 115200 baud; its last line is PASS or FAIL. Writes selftest.bin and selftest.kfpkg.",
      "With --demo it is a demo for an M5StickV: the network classifies what the camera sees, and the display shows the class, how sure it is and the "
          + "time of an inference. Writes demo.bin and demo.kfpkg. --input-scale, --input-mean and --input-std say what the camera's bytes (0 to 255) "
          + "become, as they do for sample files.",
      "Nobody has run either on silicon yet: please report what they print."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  modelc flash net.onnx --calibration calib.npz --out net-k210",
      "  modelc flash net_qdq.onnx --out net-k210 --port /dev/ttyUSB0",
      "  modelc flash digits.onnx --calibration digits.npz --input-scale 0.00392157 --demo writing --out digits-k210"
    })
final class FlashCommand implements Callable<Integer> {
  @Mixin
  private ModelOptions model;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "Output folder.")
  private Path out;

  @Option(names = "--port", paramLabel = "PORT", description = "Serial port of a board to flash, with kflash (`pip install kflash`). Default: none.")
  private Optional<String> port = Optional.empty();

  @Option(
      names = "--demo", paramLabel = "SUBJECT",
      description = "Demo on the camera of an M5StickV. SUBJECT is what the camera looks at: picture, or writing, dark or bright on paper, which becomes "
          + "bright on black as in MNIST.")
  private Optional<DemoRequest.Subject> demo = Optional.empty();

  @Option(
      names = "--class-names", paramLabel = "FILE",
      description = "Text file with the name of a class in each line, for --demo. Default: the numbers of the classes.")
  private Optional<Path> classNames = Optional.empty();

  @Option(
      names = "--board", paramLabel = "BOARD", defaultValue = Kflash.M5STICKV,
      description = "The board: m5stickv, or, for others, how kflash resets it, its option -B (kd233, dan, bit, bit_mic, goE, goD, maixduino, trainer). Default: ${DEFAULT-VALUE}.")
  private String board;

  @Mixin
  private ToolchainOption toolchainOption;

  @Mixin
  private CommonOptions common;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    requireOptionsFit();
    Optional<Kflash> kflash = port.map(serialPort -> new Kflash(serialPort, board));
    kflash.ifPresent(Kflash::requireReady);
    Console console = Console.of(spec);
    Problems problems = new Problems();
    FlashImage image;
    try (Toolchain toolchain = Toolchains.find(toolchainOption.choice(), List.of(Targets.find("k210-kpu")))) {
      image = build(toolchain, problems, console);
      OutputFolder.writeBytes(out, image.files());
      console.problems(problems.all());
      console.result(Wording.count(image.binary().length) + " bytes of firmware, written to " + out);
    }
    kflash.ifPresent(tool -> tool.flash(out.resolve(image.packageName()).toString()));
    return ExitStatus.OK;
  }

  private void requireOptionsFit() {
    Kflash.requireBoard(board);
    if (model.request().pushRows().isPresent()) {
      throw new ProblemException(Code.E403, "--stream", "The firmware runs whole inputs.", "Leave it out.");
    }
    if (demo.isPresent() && !board.equals(Kflash.M5STICKV)) {
      throw new ProblemException(Code.E403, "--board " + board, "The demo is for the camera and display of an M5StickV.", "Leave out --board or --demo.");
    }
    if (demo.isEmpty() && classNames.isPresent()) {
      throw new ProblemException(Code.E403, "--class-names", "Only the demo shows names of classes.", "Give --demo too.");
    }
  }

  private FlashImage build(Toolchain toolchain, Problems problems, Console console) {
    return demo
        .map(subject -> DemoImage.of(model.request(), new DemoRequest(subject, classNames), toolchain, problems, console))
        .orElseGet(() -> SelfTestImage.of(model.request(), toolchain, problems, console));
  }
}
