package org.modelc.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/** Reads and writes files of NumPy arrays. */
public final class ArrayFile {
  /** The name that the array of an {@code .npy} file gets, which has none itself. */
  public static final String ONLY_ARRAY = "x";

  /** The earliest time that a zip file can hold: equal arrays give equal files. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private ArrayFile() {}

  /**
   * The arrays of numbers in {@code file} by name. Whether it is {@code .npy} or {@code .npz} is seen from its content.
   *
   * @throws ProblemException E301 if the file cannot be read, is damaged or too large
   */
  public static Map<String, NpyArray> read(Path file) {
    try {
      return isNpy(file) ? Map.of(ONLY_ARRAY, readNpy(file)) : NpzReader.read(file);
    } catch (NoSuchFileException e) {
      throw new ProblemException(Code.E301, file.toString(), "the file does not exist.");
    } catch (NpyFormatException e) {
      throw new ProblemException(Code.E301, file.toString(), "the file " + e.getMessage() + ".");
    } catch (ZipException e) {
      throw new ProblemException(Code.E301, file.toString(), "it is no .npy file and no intact .npz file: " + e.getMessage() + ".");
    } catch (IOException e) {
      throw new ProblemException(Code.E301, file.toString(), "the file cannot be read: " + e.getMessage() + ".");
    }
  }

  private static boolean isNpy(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return NpyHeader.startsWithMagic(in.readNBytes(8));
    }
  }

  private static NpyArray readNpy(Path file) throws IOException, NpyFormatException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return NpyReader.read(in).orElseThrow(() -> new NpyFormatException("holds no numbers"));
    }
  }

  /** Writes an {@code .npy} file of version 1. */
  public static void writeNpy(NpyArray array, OutputStream out) throws IOException {
    out.write(NpyHeader.format(array.type(), array.shape()));
    out.write(array.bytes());
  }

  /** Writes a compressed {@code .npz} file with the arrays in the map's order. */
  public static void writeNpz(Map<String, NpyArray> arrays, OutputStream out) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
        ZipEntry entry = new ZipEntry(array.getKey() + ".npy");
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        writeNpy(array.getValue(), zip);
        zip.closeEntry();
      }
    }
  }
}
