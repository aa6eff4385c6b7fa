package org.modelc.training.loop;

import java.util.Random;
import java.util.Set;
import org.modelc.training.Augmentation;

/**
 * Where the elements of a changed image come from: place (y, x), counted from the centre, shows what was at
 * ({@code yy y + yx x + yShift}, {@code xy y + xx x + xShift}).
 */
record Warp(double yy, double yx, double xy, double xx, double yShift, double xShift) {
  private static final double LARGEST_SHIFT = 0.1;
  private static final double LARGEST_ANGLE = Math.toRadians(10);
  private static final double LARGEST_GROWTH = 0.1;
  private static final Warp IDENTITY = new Warp(1, 0, 0, 1, 0, 0);

  boolean isIdentity() {
    return equals(IDENTITY);
  }

  /** Whole elements are shifted, so that shifts alone do not blur. */
  static Warp random(SampleGeometry geometry, Set<Augmentation> wanted, Random random) {
    boolean shifted = wanted.contains(Augmentation.SHIFT);
    double yShift = shifted ? Math.rint(geometry.height() * LARGEST_SHIFT * between(random)) : 0;
    double xShift = shifted ? Math.rint(geometry.width() * LARGEST_SHIFT * between(random)) : 0;
    boolean isImage = geometry.height() > 1;
    boolean affine = wanted.contains(Augmentation.AFFINE) && isImage;
    double angle = affine ? LARGEST_ANGLE * between(random) : 0;
    double size = affine ? 1 + LARGEST_GROWTH * between(random) : 1;
    double mirror = wanted.contains(Augmentation.FLIP) && isImage && random.nextBoolean() ? -1 : 1;
    double cosine = Math.cos(angle) * size;
    double sine = Math.sin(angle) * size;
    return new Warp(cosine, 0 - sine, sine * mirror, cosine * mirror, yShift, xShift);
  }

  private static double between(Random random) {
    return 2 * random.nextDouble() - 1;
  }
}
