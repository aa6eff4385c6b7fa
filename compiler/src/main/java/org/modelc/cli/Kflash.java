package org.modelc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/**
 * The tool that flashes a K210 through its boot ROM.
 *
 * @param port serial port of the board
 * @param board {@link #M5STICKV}, or what kflash calls its way of resetting the board
 */
record Kflash(String port, String board) {
  static final String M5STICKV = "m5stickv";

  private static final String TOOL = "kflash";
  private static final String M5STICKV_RESET = "goE";
  private static final List<String> BOARDS = List.of("kd233", "dan", "bit", "bit_mic", "goE", "goD", "maixduino", "trainer");

  /** @throws ProblemException E403 if there is no such board */
  static void requireBoard(String board) {
    if (!board.equals(M5STICKV) && !BOARDS.contains(board)) {
      throw new ProblemException(
          Code.E403, "--board " + board, "There is no such board.", "Choose " + M5STICKV + ", or one that kflash knows: " + String.join(", ", BOARDS) + ".");
    }
  }

  /** @throws ProblemException E501 if the tool is not installed, E506 if there is no such port */
  void requireReady() {
    run(new ProcessBuilder(TOOL, "--help").redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD));
    if (port.startsWith("/") && !Files.exists(Path.of(port))) {
      throw new ProblemException(
          Code.E506, "--port " + port, "There is no such port.", "Connect the board; `ls /dev/ttyUSB* /dev/tty.usb*` shows the ports of this machine.");
    }
  }

  /** @throws ProblemException E506 if the board is not flashed */
  void flash(String file) {
    String reset = board.equals(M5STICKV) ? M5STICKV_RESET : board;
    int code = run(new ProcessBuilder(TOOL, "-p", port, "-b", "115200", "-B", reset, file).inheritIO());
    if (code != 0) {
      throw new ProblemException(Code.E506, TOOL + " -p " + port, "It ended with code " + code + ".");
    }
  }

  private static int run(ProcessBuilder command) {
    try {
      return command.start().waitFor();
    } catch (IOException e) {
      throw new ProblemException(Code.E501, TOOL, "It cannot be run: " + e.getMessage() + ".", "Install it: pip install kflash.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + TOOL + " ran", e);
    }
  }
}
