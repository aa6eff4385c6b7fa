package org.modelc.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A frame of the demo's camera, and what the demo should make of it, worked out anew.
 *
 * @param planes u8 [3][240][320], red, green, blue
 */
record CameraFrame(byte[] planes) {
  static final int HEIGHT = 240;
  static final int WIDTH = 320;
  static final int SCREEN_HEIGHT = 135;
  static final int SCREEN_WIDTH = 240;

  private static final int TEXT_LEFT = 141;
  private static final int GLYPH_WIDTH = 5;

  /** A frame whose colours (0xRRGGBB) are given by row and column. */
  static CameraFrame of(IntBinaryOperator colour) {
    byte[] planes = new byte[3 * HEIGHT * WIDTH];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int value = colour.applyAsInt(y, x);
        for (int channel = 0; channel < 3; channel++) {
          planes[(channel * HEIGHT + y) * WIDTH + x] = (byte) (value >> 16 - 8 * channel);
        }
      }
    }
    return new CameraFrame(planes);
  }

  private int at(int channel, int y, int x) {
    return planes[(channel * HEIGHT + y) * WIDTH + x] & 0xff;
  }

  /** The largest part in the middle whose sides are as height to width. */
  private record Part(int top, int left, int height, int width) {
    static Part of(int height, int width) {
      double scale = Math.min((double) HEIGHT / height, (double) WIDTH / width);
      int partHeight = (int) (scale * height + 1e-9);
      int partWidth = (int) (scale * width + 1e-9);
      return new Part((HEIGHT - partHeight) / 2, (WIDTH - partWidth) / 2, partHeight, partWidth);
    }
  }

  /** The middle part as height x width pixels of 1 or 3 channels, [channels][height][width]. */
  int[] picture(int channels, int height, int width) {
    Part part = Part.of(height, width);
    int[] picture = new int[channels * height * width];
    for (int y = 0; y < height; y++) {
      int[] rows = {part.top + y * part.height / height, part.top + (y + 1) * part.height / height};
      for (int x = 0; x < width; x++) {
        int[] columns = {part.left + x * part.width / width, part.left + (x + 1) * part.width / width};
        int[] mean = {mean(0, rows, columns), mean(1, rows, columns), mean(2, rows, columns)};
        int grey = Math.floorDiv(77 * mean[0] + 150 * mean[1] + 29 * mean[2] + 128, 256);
        for (int channel = 0; channel < channels; channel++) {
          picture[(channel * height + y) * width + x] = channels == 1 ? grey : mean[channel];
        }
      }
    }
    return picture;
  }

  /** Of rows and columns from the first number to the one before the second. */
  private int mean(int channel, int[] rows, int[] columns) {
    double sum = 0;
    int count = 0;
    for (int y = rows[0]; y < rows[1]; y++) {
      for (int x = columns[0]; x < columns[1]; x++) {
        sum += at(channel, y, x);
        count++;
      }
    }
    return (int) Math.floor(sum / count + 0.5);
  }

  /** Writing on paper as bright ink on black. */
  static int[] ink(int[] picture, int size) {
    int border = 0;
    for (int i = 0; i < size; i++) {
      border += picture[i] + picture[(size - 1) * size + i] + picture[i * size] + picture[i * size + size - 1];
    }
    int paper = border / (4 * size);
    int[] ink = new int[picture.length];
    int largest = 0;
    for (int i = 0; i < ink.length; i++) {
      ink[i] = Math.max(0, paper >= 128 ? paper - picture[i] : picture[i] - paper);
      largest = Math.max(largest, ink[i]);
    }
    int noise = largest / 8;
    for (int i = 0; i < ink.length; i++) {
      ink[i] = largest < 32 ? 0 : 255 * Math.max(0, ink[i] - noise) / (largest - noise);
    }
    return ink;
  }

  /** The display's pixels, [135][240] of red 5, green 6 and blue 5 bits, for a network that takes height x width pixels. */
  short[] screen(int height, int width, String name, String percent, String milliseconds) {
    Part part = Part.of(height, width);
    int longest = Math.max(part.height, part.width);
    int rows = SCREEN_HEIGHT * part.height / longest;
    int columns = SCREEN_HEIGHT * part.width / longest;
    short[] screen = new short[SCREEN_HEIGHT * SCREEN_WIDTH];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        int row = part.top + y * part.height / rows;
        int column = part.left + x * part.width / columns;
        screen[y * SCREEN_WIDTH + x] = (short) (at(0, row, column) / 8 * 2048 + at(1, row, column) / 4 * 32 + at(2, row, column) / 8);
      }
    }
    int scale = Math.max(1, Math.min(6, (SCREEN_WIDTH - TEXT_LEFT) / (6 * name.length())));
    print(screen, 8, TEXT_LEFT, scale, 0xffe0, name);
    print(screen, 72, TEXT_LEFT, 2, 0xffff, percent + " %");
    print(screen, 100, TEXT_LEFT, 2, 0xffff, milliseconds + " ms");
    return screen;
  }

  /** A black screen with an error. */
  static short[] error(String text) {
    short[] screen = new short[SCREEN_HEIGHT * SCREEN_WIDTH];
    print(screen, 60, 8, 2, 0xffff, text);
    return screen;
  }

  private static void print(short[] screen, int top, int left, int scale, int colour, String text) {
    Map<Character, int[]> font = font();
    for (int index = 0; index < text.length(); index++) {
      int[] rows = font.get(Character.toUpperCase(text.charAt(index)));
      for (int y = 0; y < scale * rows.length; y++) {
        for (int x = 0; x < scale * GLYPH_WIDTH; x++) {
          int column = left + 6 * scale * index + x;
          boolean isSet = (rows[y / scale] & 16 >> x / scale) != 0;
          if (isSet && column < SCREEN_WIDTH) {
            screen[(top + y) * SCREEN_WIDTH + column] = (short) colour;
          }
        }
      }
    }
  }

  /** The characters' shapes are data: they are read from the firmware's source. */
  private static Map<Character, int[]> font() {
    Map<Character, int[]> font = new HashMap<>();
    Matcher glyph = Pattern.compile("\\{ '(.)', \\{ ([0-9a-fx, ]+) \\} \\}").matcher(source());
    while (glyph.find()) {
      String[] rows = glyph.group(2).split(", ");
      int[] bits = new int[rows.length];
      for (int row = 0; row < rows.length; row++) {
        bits[row] = Integer.decode(rows[row]);
      }
      font.put(glyph.group(1).charAt(0), bits);
    }
    return font;
  }

  private static String source() {
    try (var stream = CameraFrame.class.getResourceAsStream("/org/modelc/targets/k210/demo/modelc_font.c")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
