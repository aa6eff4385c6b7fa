package org.modelc.driver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Firmware for a K210.
 *
 * @param name of its files, without an ending
 * @param binary what stands at the beginning of memory, and of flash behind its header
 */
public record FlashImage(String name, byte[] binary) {

  /** kflash reads it line by line. */
  private static final String PACKAGE_LIST = """
      {
        "version": "0.1.0",
        "files": [
          {
            "address": 0,
            "bin": "%s",
            "sha256Prefix": true
          }
        ]
      }
      """;

  /** The image, and a package of it for flashing tools, by file name. */
  public Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(binaryName(), binary);
    files.put(packageName(), zip());
    return files;
  }

  private String binaryName() {
    return name + ".bin";
  }

  /** The name of the package among {@link #files}. */
  public String packageName() {
    return name + ".kfpkg";
  }

  private byte[] zip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, "flash-list.json", PACKAGE_LIST.formatted(binaryName()).getBytes(StandardCharsets.UTF_8));
      add(zip, binaryName(), binary);
    } catch (IOException e) {
      throw new UncheckedIOException("a package cannot be made", e);
    }
    return bytes.toByteArray();
  }

  /** Without the time, so that the same model gives the same bytes. */
  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
