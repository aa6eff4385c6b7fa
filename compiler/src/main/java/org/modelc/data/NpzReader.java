package org.modelc.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads the arrays of numbers of an {@code .npz} file, a zip file of {@code .npy} files. */
final class NpzReader {
  private static final int MAX_ENTRIES = 1000;
  private static final String SUFFIX = ".npy";

  private NpzReader() {}

  /** The arrays by name in the file's order. Arrays of strings and objects are left out. */
  static Map<String, NpyArray> read(Path file) throws IOException, NpyFormatException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() > MAX_ENTRIES) {
        throw new NpyFormatException("has " + zip.size() + " entries; at most " + MAX_ENTRIES + " are read");
      }
      long bytes = 0;
      for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
        ZipEntry entry = entries.nextElement();
        Optional<NpyArray> array = entry.getName().endsWith(SUFFIX) ? readEntry(zip, entry) : Optional.empty();
        array.ifPresent(found -> arrays.put(arrayName(entry), found));
        bytes += array.map(found -> (long) found.bytes().length).orElse(0L);
        requireBelowLimit(bytes);
      }
    }
    return arrays;
  }

  private static void requireBelowLimit(long bytes) throws NpyFormatException {
    if (bytes > NpyHeader.MAX_DATA_BYTES) {
      throw new NpyFormatException("holds over " + NpyHeader.MAX_DATA_BYTES + " bytes, the most that is read");
    }
  }

  private static Optional<NpyArray> readEntry(ZipFile zip, ZipEntry entry) throws IOException, NpyFormatException {
    try (InputStream in = new BufferedInputStream(zip.getInputStream(entry))) {
      return NpyReader.read(in);
    } catch (NpyFormatException e) {
      throw new NpyFormatException("has an array \"" + arrayName(entry) + "\" that " + e.getMessage());
    }
  }

  private static String arrayName(ZipEntry entry) {
    return entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
  }
}
