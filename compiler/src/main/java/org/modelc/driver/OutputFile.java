package org.modelc.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/** A file that a long run is to write. */
final class OutputFile {
  private OutputFile() {}

  /**
   * Makes the file's folder where it is missing. What would make the result of a long run worthless is found at once.
   *
   * @throws ProblemException E402 if the file cannot be written
   */
  static void requireWritable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || Files.exists(folder) && !Files.isWritable(folder)) {
      throw new ProblemException(Code.E402, file.toString(), "It cannot be written.", "Give a file in a folder that can be written.");
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new ProblemException(Code.E402, folder.toString(), "The folder cannot be made (" + e.getMessage() + ").");
    }
  }
}
