package org.modelc.firmware;

import java.util.Arrays;
import java.util.List;

/** One line of the output of {@code size} in Berkeley format. */
record SectionSizes(long text, long data, long bss) {

  /**
   * The size of the first of two images less that of the second.
   *
   * @param sizes output of {@code size} for two files: a heading and two lines
   */
  static FirmwareSize difference(String sizes) {
    List<SectionSizes> images = sizes.lines().skip(1).map(SectionSizes::parse).toList();
    if (images.size() != 2) {
      throw new IllegalArgumentException("not the sizes of two images: " + sizes);
    }
    SectionSizes image = images.get(0);
    SectionSizes base = images.get(1);
    return new FirmwareSize(
        image.text + image.data - base.text - base.data, image.data + image.bss - base.data - base.bss);
  }

  private static SectionSizes parse(String line) {
    long[] numbers = Arrays.stream(line.strip().split("\\s+")).limit(3).mapToLong(Long::parseLong).toArray();
    return new SectionSizes(numbers[0], numbers[1], numbers[2]);
  }
}
