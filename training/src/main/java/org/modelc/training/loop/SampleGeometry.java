package org.modelc.training.loop;

import org.modelc.ir.Shape;

/**
 * Where height, width and channels are in a sample. Of an image [1, a, b, c] and a series [1, a, b] the smaller of the outer two dimensions
 * counts channels; all else is channels without place, which are never moved.
 *
 * @param height rows; 1 for series
 * @param width columns, or times of a series
 */
record SampleGeometry(int height, int width, int channels, boolean channelsFirst) {

  static SampleGeometry of(Shape shape) {
    int rank = shape.rank();
    if (rank < 3 || rank > 4 || shape.dim(0) != 1) {
      return new SampleGeometry(1, 1, shape.elements(), true);
    }
    boolean first = shape.dim(1) <= shape.dim(-1);
    int height = rank == 3 ? 1 : shape.dim(first ? 2 : 1);
    int width = shape.dim(first ? rank - 1 : rank - 2);
    return new SampleGeometry(height, width, shape.dim(first ? 1 : rank - 1), first);
  }

  private int index(int y, int x, int channel) {
    return channelsFirst ? (channel * height + y) * width + x : (y * width + x) * channels + channel;
  }

  /** The sample as {@code warp} moves it, between places interpolated; beyond the edge the edge goes on. */
  float[] warped(float[] sample, Warp warp) {
    float[] result = new float[sample.length];
    double centreY = (height - 1) / 2.0;
    double centreX = (width - 1) / 2.0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double fromY = warp.yy() * (y - centreY) + warp.yx() * (x - centreX) + warp.yShift() + centreY;
        double fromX = warp.xy() * (y - centreY) + warp.xx() * (x - centreX) + warp.xShift() + centreX;
        interpolate(sample, result, y, x, within(fromY, height), within(fromX, width));
      }
    }
    return result;
  }

  private static double within(double place, int size) {
    return Math.min(Math.max(place, 0), size - 1);
  }

  private void interpolate(float[] sample, float[] result, int y, int x, double fromY, double fromX) {
    int top = (int) fromY;
    int left = (int) fromX;
    int bottom = Math.min(top + 1, height - 1);
    int right = Math.min(left + 1, width - 1);
    float down = (float) (fromY - top);
    float across = (float) (fromX - left);
    for (int channel = 0; channel < channels; channel++) {
      float upper = mix(sample[index(top, left, channel)], sample[index(top, right, channel)], across);
      float lower = mix(sample[index(bottom, left, channel)], sample[index(bottom, right, channel)], across);
      result[index(y, x, channel)] = mix(upper, lower, down);
    }
  }

  private static float mix(float a, float b, float share) {
    return a + (b - a) * share;
  }
}
