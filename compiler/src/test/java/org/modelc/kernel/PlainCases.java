package org.modelc.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Binary;
import org.modelc.op.BitCast;
import org.modelc.op.Bitwise;
import org.modelc.op.Clamp;
import org.modelc.op.ClassProbabilities;
import org.modelc.op.Compare;
import org.modelc.op.CountTrue;
import org.modelc.op.Expand;
import org.modelc.op.Fourier;
import org.modelc.op.GridSample;
import org.modelc.op.KeepFirst;
import org.modelc.op.NonMaxSuppression;
import org.modelc.op.Op;
import org.modelc.op.RoiAlign;
import org.modelc.op.Scan;
import org.modelc.op.Scatter;
import org.modelc.op.Select;
import org.modelc.op.TopK;
import org.modelc.op.TreeEnsemble;
import org.modelc.op.TrueIndices;

/** Random operators over elements that stand for themselves: floats, 64-bit integers, truth values. */
public final class PlainCases {
  private static final List<Long> INTEGERS = List.of(0L, 1L, -1L, 2L, 63L, 64L, -64L, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40);
  private static final Bitwise.Kind[] LOGICAL = {Bitwise.Kind.AND, Bitwise.Kind.OR, Bitwise.Kind.XOR};
  private static final int KINDS = Math.max(Binary.Kind.values().length, Bitwise.Kind.values().length);

  private PlainCases() {}

  /** Case {@code seed} of each operator; {@code KINDS} successive seeds have every kind of each. */
  public static Stream<OpCase> of(long seed) {
    RandomTensors random = new RandomTensors(seed);
    int kind = (int) (seed % KINDS);
    return Stream.of(
        integers(seed, new Binary(oneOf(Binary.Kind.values(), kind), Clamp.NONE), random),
        integers(seed, new Bitwise(oneOf(Bitwise.Kind.values(), kind)), random),
        pair(seed, new Bitwise(oneOf(LOGICAL, kind)), DType.BOOL, random),
        integers(seed, new Compare(oneOf(Compare.Kind.values(), kind)), random),
        pair(seed, new Compare(oneOf(Compare.Kind.values(), kind)), DType.F32, random),
        scan(seed, kind, random), topK(seed, random), scatter(seed, kind, random), select(seed, random), expand(seed, random),
        bitCast(seed, random), gridSample(seed, kind, random), trees(seed, random), roiAlign(seed, random), fourier(seed, random),
        truth(seed, random), keepFirst(seed, random), nonMaxSuppression(seed, random), classProbabilities(seed, random));
  }

  private static <T> T oneOf(T[] choices, int index) {
    return choices[index % choices.length];
  }

  private static OpCase integers(long seed, Op op, RandomTensors random) {
    return pair(seed, op, DType.S64, random);
  }

  private static OpCase pair(long seed, Op op, DType dtype, RandomTensors random) {
    Shape shape = random.shape(random.between(1, 4), 4);
    Shape other = new Shape(shape.dims().stream().map(dim -> random.chance(0.3) ? 1 : dim).toList());
    OpCase opCase = OpCase.inferred(label(op, seed), op, List.of(elements(dtype, shape, random), elements(dtype, other, random)));
    return opCase.withConstants(random.oneOf(List.of(Set.of(), Set.of(0), Set.of(1))));
  }

  private static Tensor elements(DType dtype, Shape shape, RandomTensors random) {
    TensorType type = TensorType.of(dtype, shape);
    if (dtype != DType.S64) {
      return dtype == DType.F32 ? close(shape, random) : random.elements(type);
    }
    long[] values = IntStream.range(0, shape.elements())
        .mapToLong(i -> random.chance(0.5) ? random.oneOf(INTEGERS) : random.between(-70, 70)).toArray();
    return Tensor.of(type, values);
  }

  /** Floats of which some are equal. */
  private static Tensor close(Shape shape, RandomTensors random) {
    float[] values = new float[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.chance(0.05) ? Float.NaN : random.between(-3, 3) * 0.5f;
    }
    return Tensor.f32(shape, values);
  }

  private static Tensor finite(Tensor floats) {
    float[] values = floats.floats().clone();
    IntStream.range(0, values.length).forEach(i -> values[i] = Float.isNaN(values[i]) ? 0.5f : values[i]);
    return Tensor.f32(floats.shape(), values);
  }

  private static OpCase scan(long seed, int kind, RandomTensors random) {
    Shape shape = random.shape(random.between(1, 4), 5);
    Scan scan = new Scan(
        oneOf(Scan.Kind.values(), kind), random.between(0, shape.rank() - 1), random.chance(0.5), random.chance(0.5));
    return OpCase.inferred(label(scan, seed), scan, List.of(seed / 2 % 2 == 0 ? random.f32(shape) : elements(DType.S64, shape, random)));
  }

  private static OpCase topK(long seed, RandomTensors random) {
    Shape shape = random.shape(random.between(1, 3), 6);
    int axis = random.between(0, shape.rank() - 1);
    TopK topK = new TopK(axis, random.between(1, shape.dim(axis)), random.chance(0.5));
    Tensor floats = new Binary(Binary.Kind.ADD, Clamp.NONE)
        .evaluate(List.of(random.s8Close(shape, random.quant()).toF32(), Tensor.f32(shape, new float[shape.elements()])),
            List.of(TensorType.f32(shape))).get(0);
    return OpCase.inferred(label(topK, seed), topK, List.of(seed % 2 == 0 ? floats : elements(DType.S64, shape, random)));
  }

  private static OpCase scatter(long seed, int kind, RandomTensors random) {
    Scatter scatter = new Scatter(oneOf(Scatter.Kind.values(), kind));
    DType dtype = scatter.kind() == Scatter.Kind.REPLACE ? random.oneOf(List.of(DType.F32, DType.S16, DType.BOOL)) : DType.F32;
    int size = random.between(1, 6);
    int block = random.between(1, 4);
    int count = random.between(1, 8);
    long[] places = IntStream.range(0, count).mapToLong(i -> random.between(-2, size + 1)).toArray();
    return OpCase.inferred(label(scatter, seed), scatter, List.of(
        random.elements(TensorType.of(dtype, Shape.of(size, block))),
        Tensor.of(TensorType.of(DType.S64, Shape.of(count)), places),
        random.elements(TensorType.of(dtype, Shape.of(count, block)))));
  }

  private static OpCase select(long seed, RandomTensors random) {
    Shape shape = random.shape(random.between(0, 4), 4);
    DType dtype = random.oneOf(List.of(DType.F32, DType.S64, DType.U16, DType.BOOL));
    OpCase opCase = OpCase.inferred("select " + seed, new Select(), List.of(
        random.elements(TensorType.of(DType.BOOL, shrunk(shape, random))),
        random.elements(TensorType.of(dtype, shrunk(shape, random))),
        random.elements(TensorType.of(dtype, shape))));
    return opCase.withConstants(random.oneOf(List.of(Set.of(), Set.of(0), Set.of(1, 2))));
  }

  private static OpCase expand(long seed, RandomTensors random) {
    Shape shape = random.shape(random.between(1, 5), 4);
    TensorType type = TensorType.of(random.oneOf(List.of(DType.F32, DType.U8, DType.U32, DType.U64)), shrunk(shape, random));
    return OpCase.inferred("expand " + seed, new Expand(shape), List.of(random.elements(type)));
  }

  /** A shape that broadcasts to {@code target}. */
  private static Shape shrunk(Shape target, RandomTensors random) {
    List<Integer> dims = target.dims().stream().map(dim -> random.chance(0.4) ? 1 : dim).toList();
    return new Shape(dims.subList(random.between(0, dims.size()), dims.size()));
  }

  private static OpCase bitCast(long seed, RandomTensors random) {
    List<DType> pair = random.oneOf(List.of(
        List.of(DType.F32, DType.S32), List.of(DType.U32, DType.F32), List.of(DType.U64, DType.S64), List.of(DType.S8, DType.U8)));
    return OpCase.inferred(
        "bits " + seed, new BitCast(pair.get(1)), List.of(random.elements(TensorType.of(pair.get(0), random.shape(2, 5)))));
  }

  private static OpCase gridSample(long seed, int kind, RandomTensors random) {
    int axes = random.between(2, 3);
    GridSample sample = new GridSample(
        oneOf(GridSample.Interpolation.values(), kind), random.oneOf(List.of(GridSample.Padding.values())),
        random.oneOf(List.of(GridSample.Coordinates.values())));
    Shape maps = random.shape(axes + 2, 4);
    List<Integer> grid = new ArrayList<>(List.of(maps.dim(0)));
    grid.addAll(random.shape(axes, 3).dims());
    grid.add(axes);
    float[] coordinates = new float[new Shape(grid).elements()];
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] = random.chance(0.05) ? random.oneOf(List.of(Float.NaN, 3e38f, -1f, 1f)) : random.between(-40, 40) * 0.0625f;
    }
    return OpCase.inferred(label(sample, seed), sample, List.of(random.f32(maps), Tensor.f32(new Shape(grid), coordinates)));
  }

  /** Trees whose splits lead to earlier splits, so that all walks end, and features of which some are NaN. */
  private static OpCase trees(long seed, RandomTensors random) {
    int features = random.between(1, 4);
    int splits = random.between(1, 12);
    int leaves = random.between(1, 5);
    short[] tested = new short[splits];
    short[] children = new short[2 * splits];
    for (int split = 0; split < splits; split++) {
      tested[split] = (short) random.between(-features, features - 1);
      children[2 * split] = (short) random.between(-leaves, split - 1);
      children[2 * split + 1] = (short) random.between(-leaves, split - 1);
    }
    short[] roots = new short[random.between(1, 4)];
    IntStream.range(0, roots.length).forEach(i -> roots[i] = (short) random.between(-leaves, splits - 1));
    return OpCase.inferred("trees " + seed, new TreeEnsemble(), List.of(
            close(Shape.of(random.between(1, 9), features), random), Tensor.of(TensorType.of(DType.S16, Shape.of(splits)), tested),
            finite(close(Shape.of(splits), random)),
            Tensor.of(TensorType.of(DType.S16, Shape.of(splits, 2)), children),
            random.f32(Shape.of(leaves, random.between(1, 3))), Tensor.of(TensorType.of(DType.S16, Shape.of(roots.length)), roots)))
        .withConstants(Set.of(1, 2, 3, 4, 5));
  }

  /** Regions of which some lie outside, have no length or no numbers. */
  private static OpCase roiAlign(long seed, RandomTensors random) {
    RoiAlign align = new RoiAlign(
        random.oneOf(List.of(RoiAlign.Pooling.values())), random.between(1, 3), random.between(1, 3), random.between(0, 3), 0.5f,
        random.chance(0.5));
    Shape maps = random.shape(4, 3);
    int count = random.between(1, 5);
    float[] regions = new float[4 * count];
    for (int i = 0; i < regions.length; i++) {
      regions[i] = random.chance(0.05) ? random.oneOf(List.of(Float.NaN, 3e38f, -3e38f)) : random.between(-8, 80) * 0.25f;
    }
    long[] indices = IntStream.range(0, count).mapToLong(i -> random.between(-1, maps.dim(0))).toArray();
    return OpCase.inferred(label(align, seed), align, List.of(
        random.f32(maps), Tensor.f32(Shape.of(count, 4), regions), Tensor.of(TensorType.of(DType.S64, Shape.of(count)), indices)));
  }

  private static OpCase fourier(long seed, RandomTensors random) {
    int length = random.chance(0.95) ? random.between(1, 25) : random.oneOf(List.of(49, 64));
    Fourier fourier = new Fourier(length, random.chance(0.5), random.chance(0.5));
    int size = random.chance(0.5) ? length : random.between(1, 25);
    return OpCase.inferred(label(fourier, seed), fourier, List.of(
        random.f32(Shape.of(random.between(1, 2), size, random.between(1, 2)))));
  }

  private static OpCase truth(long seed, RandomTensors random) {
    Op op = random.chance(0.5) ? new TrueIndices() : new CountTrue();
    return OpCase.inferred(label(op, seed), op, List.of(random.elements(TensorType.of(DType.BOOL, random.shape(1, 20)))));
  }

  /** Counts of which some are negative or beyond the axis. */
  private static OpCase keepFirst(long seed, RandomTensors random) {
    Shape shape = random.shape(random.between(1, 4), 5);
    int axis = random.between(0, shape.rank() - 1);
    DType dtype = random.oneOf(List.of(DType.F32, DType.S64, DType.S16, DType.BOOL, DType.S8));
    TensorType type = TensorType.of(dtype, shape);
    Tensor count = Tensor.of(TensorType.of(DType.S64, Shape.of(1)), new long[] {random.between(-1, shape.dim(axis) + 1)});
    return OpCase.inferred("keep_first " + seed, new KeepFirst(axis), List.of(
        random.elements(dtype == DType.S8 ? type.withQuant(random.quant()) : type), count));
  }

  /** Boxes on a grid, so that some are equal, touch or have no area, and scores of which some are equal or no numbers. */
  private static OpCase nonMaxSuppression(long seed, RandomTensors random) {
    NonMaxSuppression suppression = new NonMaxSuppression(random.chance(0.5), random.between(1, 9));
    int batches = random.between(1, 2);
    int boxes = random.between(1, 8);
    float[] corners = new float[batches * boxes * 4];
    IntStream.range(0, corners.length).forEach(i -> corners[i] = random.between(0, 6) * 0.5f);
    return OpCase.inferred("suppression " + seed, suppression, List.of(
            Tensor.f32(Shape.of(batches, boxes, 4), corners), close(Shape.of(batches, random.between(1, 3), boxes), random),
            Tensor.f32(Shape.of(1), random.between(0, 4) * 0.25f), Tensor.f32(Shape.of(1), random.between(-4, 2) * 0.5f)))
        .withConstants(random.oneOf(List.of(Set.of(), Set.of(2, 3), Set.of(0, 2))));
  }

  private static OpCase classProbabilities(long seed, RandomTensors random) {
    int classes = random.between(2, 6);
    float[] pairs = new float[random.between(1, 3) * classes * (classes - 1) / 2];
    IntStream.range(0, pairs.length).forEach(i -> pairs[i] = random.oneOf(List.of(1e-7f, 0.1f, 0.25f, 0.5f, 0.7f, 1 - 1e-7f)));
    return OpCase.inferred("class_probabilities " + seed, new ClassProbabilities(classes), List.of(
        Tensor.f32(Shape.of(2 * pairs.length / classes / (classes - 1), classes * (classes - 1) / 2), pairs)));
  }

  private static String label(Op op, long seed) {
    return op.name().toLowerCase(Locale.ROOT) + " " + seed;
  }
}
