package org.modelc.reference;

import java.util.List;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.RoiAlign;

/** Reference semantics of {@link RoiAlign}; each operation rounded to float. */
public final class RoiAlignReference {
  private final RoiAlign align;
  private final float[] elements;
  private final Shape maps;

  private RoiAlignReference(RoiAlign align, Tensor x) {
    this.align = align;
    this.elements = x.floats();
    this.maps = x.shape();
  }

  public static Tensor evaluate(RoiAlign align, List<Tensor> inputs, TensorType outputType) {
    return new RoiAlignReference(align, inputs.get(RoiAlign.X)).run(inputs.get(RoiAlign.REGIONS), inputs.get(RoiAlign.MAPS), outputType);
  }

  private Tensor run(Tensor regions, Tensor mapIndices, TensorType outputType) {
    int parts = align.height() * align.width();
    float[] results = new float[outputType.elements()];
    for (int i = 0; i < results.length; i++) {
      int channel = i / parts % maps.dim(1);
      int region = i / parts / maps.dim(1);
      int map = (int) Math.min(Math.max(mapIndices.longs()[region], 0), maps.dim(0) - 1);
      Parts columns = parts(regions.floats()[4 * region], regions.floats()[4 * region + 2], align.width(), maps.dim(3));
      Parts rows = parts(regions.floats()[4 * region + 1], regions.floats()[4 * region + 3], align.height(), maps.dim(2));
      int plane = (map * maps.dim(1) + channel) * maps.dim(2) * maps.dim(3);
      results[i] = pooled(plane, rows, i % parts / align.width(), columns, i % parts % align.width());
    }
    return Tensor.of(outputType, results);
  }

  /** The parts of a region along an axis of the map. */
  private record Parts(float start, float length, int samples, int size) {

    /** Where a sample of a part lies. */
    Pair place(int part, int sample) {
      float coordinate = start + part * length + (sample + 0.5f) * length / samples;
      if (!(coordinate >= -1 && coordinate <= size)) {
        return Pair.OUTSIDE;
      }
      float x = coordinate > 0 ? coordinate : 0;
      int low = (int) x;
      return low >= size - 1 ? new Pair(size - 1, size - 1, 1, 0) : new Pair(low, low + 1, 1 - (x - low), x - low);
    }
  }

  /** Two elements of an axis and their weights. */
  private record Pair(int low, int high, float weightLow, float weightHigh) {
    static final Pair OUTSIDE = new Pair(0, 0, 0, 0);
  }

  private Parts parts(float from, float to, int count, int size) {
    float start = from * align.scale() - align.offset();
    float given = to * align.scale() - align.offset() - start;
    float length = (align.halfPixel() || given > 1 ? given : 1) / count;
    float limit = RoiAlign.MOST_SAMPLES * size;
    int adaptive = length > 0 ? (int) Math.ceil(length < limit ? length : limit) : 0;
    return new Parts(start, length, align.samples() > 0 ? align.samples() : adaptive, size);
  }

  private float pooled(int plane, Parts rows, int row, Parts columns, int column) {
    int count = rows.samples() * columns.samples();
    boolean isMean = align.pooling() == RoiAlign.Pooling.MEAN;
    float result = 0;
    for (int i = 0; i < count; i++) {
      float sample = sample(plane, rows.place(row, i / columns.samples()), columns.place(column, i % columns.samples()));
      result = isMean ? result + sample : i == 0 || sample > result ? sample : result;
    }
    return isMean && count > 0 ? result / count : result;
  }

  private float sample(int plane, Pair y, Pair x) {
    if (y == Pair.OUTSIDE || x == Pair.OUTSIDE) {
      return 0;
    }
    int top = plane + y.low * maps.dim(3);
    int bottom = plane + y.high * maps.dim(3);
    float a = y.weightLow * x.weightLow * elements[top + x.low];
    float b = y.weightLow * x.weightHigh * elements[top + x.high];
    float c = y.weightHigh * x.weightLow * elements[bottom + x.low];
    float d = y.weightHigh * x.weightHigh * elements[bottom + x.high];
    return align.pooling() == RoiAlign.Pooling.MEAN ? a + b + c + d : larger(larger(a, b), larger(c, d));
  }

  private static float larger(float a, float b) {
    return a > b ? a : b;
  }
}
