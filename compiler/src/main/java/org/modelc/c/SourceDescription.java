package org.modelc.c;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The model file that C is generated from.
 *
 * @param fileName without folders
 * @param sha256 of its bytes, in lower-case hexadecimal digits
 */
public record SourceDescription(String fileName, String sha256) {

  public static SourceDescription of(String fileName, byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return new SourceDescription(fileName, HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
