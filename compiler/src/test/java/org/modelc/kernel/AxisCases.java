package org.modelc.kernel;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.ArgMax;
import org.modelc.op.Reduce;
import org.modelc.op.Scan;
import org.modelc.op.Softmax;

/** Random reductions, running sums, softmaxes and searches for the largest element along axes. */
public final class AxisCases {
  private static final List<Reduce.Kind> QUANTISABLE = List.of(Reduce.Kind.MEAN, Reduce.Kind.SUM, Reduce.Kind.MAX, Reduce.Kind.MIN);

  private AxisCases() {}

  /** Case {@code seed} of each operator in integers or floats. */
  public static Stream<OpCase> of(long seed, boolean quantised) {
    RandomTensors random = new RandomTensors(seed);
    return Stream.of(
        reduce(seed, random, quantised), softmax(seed, random, quantised), argMax(seed, random, quantised),
        runningSum(seed, random, quantised));
  }

  private static OpCase reduce(long seed, RandomTensors random, boolean quantised) {
    Shape shape = random.shape(random.between(1, 6), 4);
    List<Integer> axes = axes(random, shape.rank());
    Reduce reduce = new Reduce(random.oneOf(quantised ? QUANTISABLE : List.of(Reduce.Kind.values())), axes, random.chance(0.5));
    Tensor input = random.real(shape, quantised);
    TensorType inferred = reduce.infer(List.of(input.type())).get(0);
    boolean rescales = quantised && !reduce.kind().selects();
    TensorType output = rescales ? inferred.withQuant(WindowCases.rescaled(input.type().requireQuant(), random)) : inferred;
    return new OpCase("reduce " + seed, reduce, List.of(input), output);
  }

  private static List<Integer> axes(RandomTensors random, int rank) {
    List<Integer> some = IntStream.range(0, rank).filter(axis -> random.chance(0.5)).boxed().toList();
    return some.isEmpty() ? List.of(random.between(0, rank - 1)) : some;
  }

  private static OpCase softmax(long seed, RandomTensors random, boolean quantised) {
    Shape shape = random.shape(random.between(1, 3), 12);
    Softmax softmax = new Softmax(random.between(0, shape.rank() - 1));
    if (!quantised) {
      return OpCase.inferred("softmax " + seed, softmax, List.of(random.f32(shape)));
    }
    Quant outputQuant = random.chance(0.5) ? Quant.perTensor(1f / 256, -128) : Quant.perTensor(random.powerOfTwo(-12, 0), random.between(-128, 127));
    Tensor input = random.s8(shape, Quant.perTensor(random.powerOfTwo(-10, 1), random.between(-128, 127)));
    return new OpCase("softmax " + seed, softmax, List.of(input), input.type().withQuant(outputQuant));
  }

  private static OpCase runningSum(long seed, RandomTensors random, boolean quantised) {
    Shape shape = random.shape(random.between(1, 3), 9);
    Scan scan = new Scan(Scan.Kind.SUM, random.between(0, shape.rank() - 1), random.chance(0.5), random.chance(0.5));
    Tensor input = random.real(shape, quantised);
    TensorType inferred = scan.infer(List.of(input.type())).get(0);
    TensorType output = quantised ? inferred.withQuant(WindowCases.rescaled(input.type().requireQuant(), random)) : inferred;
    return new OpCase("scan " + seed, scan, List.of(input), output);
  }

  private static OpCase argMax(long seed, RandomTensors random, boolean quantised) {
    Shape shape = random.shape(random.between(1, 3), 9);
    ArgMax argMax = new ArgMax(random.between(0, shape.rank() - 1), random.chance(0.5), random.chance(0.5));
    Tensor input = quantised ? random.s8Close(shape, random.quant()) : random.s8Close(shape, Quant.perTensor(0.5f, 0)).toF32();
    return OpCase.inferred("argmax " + seed, argMax, List.of(input));
  }
}
