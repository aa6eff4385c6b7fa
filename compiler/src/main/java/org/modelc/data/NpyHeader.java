package org.modelc.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.modelc.ir.Shape;

/**
 * Header of the {@code .npy} format, versions 1 to 3: magic, version, length, then a Python dictionary such as
 * {@code {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }}.
 *
 * @param description NumPy's type string; empty for structured types
 */
record NpyHeader(String description, boolean fortranOrder, Shape shape) {
  static final int MAX_HEADER_BYTES = 1 << 16;
  static final int MAX_DATA_BYTES = 1 << 29;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;
  private static final Pattern DESCRIPTION = Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"]([^'\"]*)['\"]");
  private static final Pattern FORTRAN_ORDER = Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([0-9L,\\s]*)\\)");

  static boolean startsWithMagic(byte[] start) {
    return start.length >= MAGIC.length && Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /** Reads a header and leaves {@code in} at the first element. */
  static NpyHeader read(InputStream in) throws IOException, NpyFormatException {
    if (!startsWithMagic(in.readNBytes(MAGIC.length))) {
      throw new NpyFormatException("is not in .npy format");
    }
    byte[] version = exactly(in, 2);
    if (version[0] < 1 || version[0] > 3) {
      throw new NpyFormatException("has .npy version " + version[0] + "; 1 to 3 are supported");
    }
    byte[] text = exactly(in, length(exactly(in, version[0] == 1 ? 2 : 4)));
    return parse(new String(text, version[0] == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
  }

  private static int length(byte[] littleEndian) throws NpyFormatException {
    long length = 0;
    for (int i = 0; i < littleEndian.length; i++) {
      length |= (littleEndian[i] & 0xffL) << 8 * i;
    }
    if (length > MAX_HEADER_BYTES) {
      throw new NpyFormatException("has a header of " + length + " bytes; " + MAX_HEADER_BYTES + " are allowed");
    }
    return (int) length;
  }

  private static byte[] exactly(InputStream in, int count) throws IOException, NpyFormatException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new NpyFormatException("ends within its header");
    }
    return bytes;
  }

  private static NpyHeader parse(String dictionary) throws NpyFormatException {
    boolean fortranOrder = find(FORTRAN_ORDER, dictionary).orElseThrow(() -> malformed("fortran_order")).equals("True");
    String dims = find(SHAPE, dictionary).orElseThrow(() -> malformed("shape"));
    return new NpyHeader(find(DESCRIPTION, dictionary).orElse(""), fortranOrder, shape(dims));
  }

  private static Optional<String> find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static NpyFormatException malformed(String key) {
    return new NpyFormatException("has a malformed header: no valid " + key);
  }

  private static Shape shape(String text) throws NpyFormatException {
    List<Integer> dims = new ArrayList<>();
    long elements = 1;
    for (String dim : text.replace("L", "").split(",")) {
      if (!dim.isBlank()) {
        dims.add(dimension(dim.strip()));
        elements *= dims.get(dims.size() - 1);
        if (elements > MAX_DATA_BYTES) {
          throw new NpyFormatException("has shape (" + text + "); at most " + MAX_DATA_BYTES + " bytes are read");
        }
      }
    }
    return new Shape(dims);
  }

  private static int dimension(String text) throws NpyFormatException {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new NpyFormatException("has a malformed header: dimension " + text);
    }
  }

  /** The element type; empty where the elements are no numbers. */
  Optional<NpyType> type() {
    return NpyType.ofDescription(description);
  }

  boolean bigEndian() {
    return description.startsWith(">");
  }

  /** A version 1 header padded so that the elements start at a multiple of 64 bytes, as NumPy writes it. */
  static byte[] format(NpyType type, Shape shape) {
    StringBuilder text = new StringBuilder();
    text.append("{'descr': '").append(type.description()).append("', 'fortran_order': False, 'shape': (");
    shape.dims().forEach(dim -> text.append(dim).append(", "));
    text.append("), }");
    int prefix = MAGIC.length + 4;
    while ((prefix + text.length() + 1) % ALIGNMENT != 0) {
      text.append(' ');
    }
    text.append('\n');
    byte[] header = Arrays.copyOf(MAGIC, prefix + text.length());
    header[MAGIC.length] = 1;
    header[MAGIC.length + 2] = (byte) text.length();
    header[MAGIC.length + 3] = (byte) (text.length() >> 8);
    System.arraycopy(text.toString().getBytes(StandardCharsets.ISO_8859_1), 0, header, prefix, text.length());
    return header;
  }
}
