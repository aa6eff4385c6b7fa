package org.modelc.driver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/**
 * Writes files into a folder all or none: a run that fails or is interrupted leaves the folder as it was. Other files in the folder stay.
 */
public final class OutputFolder {
  private final Path folder;
  private final Path stage;
  private final Path backup;
  private final Deque<Runnable> undo = new ArrayDeque<>();

  private OutputFolder(Path folder, Path stage) {
    this.folder = folder;
    this.stage = stage;
    this.backup = stage.resolve("old");
  }

  /**
   * Writes {@code files}, texts by name, into {@code folder}, which is made where it is missing.
   *
   * @throws ProblemException E402 if that is not possible
   */
  public static void write(Path folder, Map<String, String> files) {
    Map<String, byte[]> bytes = new LinkedHashMap<>();
    files.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
    writeBytes(folder, bytes);
  }

  /** As {@link #write(Path, Map)} for files that are not text. */
  public static void writeBytes(Path folder, Map<String, byte[]> files) {
    try {
      Path absolute = folder.toAbsolutePath().normalize();
      Files.createDirectories(absolute.getParent());
      Path stage = Files.createTempDirectory(absolute.getParent(), "." + absolute.getFileName() + "-");
      new OutputFolder(absolute, stage).write(files);
    } catch (IOException e) {
      throw new ProblemException(Code.E402, folder.toString(), "It cannot be written (" + reason(e) + ").");
    }
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName().replace("Exception", "") + ": " + e.getMessage();
  }

  private void write(Map<String, byte[]> files) throws IOException {
    Thread cleaner = new Thread(this::discardStage);
    Runtime.getRuntime().addShutdownHook(cleaner);
    try {
      Files.createDirectory(backup);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(stage.resolve(file.getKey()), file.getValue());
      }
      commit(files);
    } finally {
      discardStage();
      removeHook(cleaner);
    }
  }

  /** The lock lets a shutdown wait until all files are in place. */
  private synchronized void commit(Map<String, byte[]> files) throws IOException {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectory(folder);
        undo.push(() -> delete(folder));
      }
      for (String file : files.keySet()) {
        replace(folder.resolve(file), stage.resolve(file), backup.resolve(file));
      }
    } catch (IOException | RuntimeException e) {
      undo.forEach(Runnable::run);
      throw e;
    }
  }

  private void replace(Path target, Path fresh, Path old) throws IOException {
    if (Files.exists(target)) {
      Files.copy(target, old, StandardCopyOption.COPY_ATTRIBUTES);
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
      undo.push(() -> move(old, target));
    } else {
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
      undo.push(() -> delete(target));
    }
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new ProblemException(Code.E402, to.toString(), "The old file could not be put back; it is " + from + ".");
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new ProblemException(Code.E402, path.toString(), "It could not be removed again.");
    }
  }

  private synchronized void discardStage() {
    TemporaryFolder.deleteTree(stage);
  }

  private static void removeHook(Thread cleaner) {
    try {
      Runtime.getRuntime().removeShutdownHook(cleaner);
    } catch (IllegalStateException shuttingDown) {
      // The hook is running already and finds nothing left to do.
    }
  }
}
