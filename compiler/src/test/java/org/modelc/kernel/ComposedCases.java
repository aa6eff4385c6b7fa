package org.modelc.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.MatMul;
import org.modelc.op.Normalise;
import org.modelc.op.Resample;
import org.modelc.op.Select;

/** Random products of activations, normalisations, resampled axes and selections, in integers or floats. */
public final class ComposedCases {
  private ComposedCases() {}

  /** Case {@code seed} of each operator. */
  public static Stream<OpCase> of(long seed, boolean quantised) {
    return Stream.concat(computing(seed, quantised), Stream.of(select(seed, new RandomTensors(seed), quantised)));
  }

  /** Those that compute new numbers. */
  public static Stream<OpCase> computing(long seed, boolean quantised) {
    RandomTensors random = new RandomTensors(seed);
    return Stream.of(matMul(seed, random, quantised), resample(seed, random, quantised), normalise(seed, random, quantised));
  }

  private static OpCase matMul(long seed, RandomTensors random, boolean quantised) {
    Shape batch = random.shape(random.between(0, 3), 3);
    int inner = random.between(1, 20);
    List<Integer> a = new ArrayList<>(batch.dims().stream().map(dim -> random.chance(0.3) ? 1 : dim).toList());
    List<Integer> b = new ArrayList<>(batch.dims().stream().map(dim -> random.chance(0.3) ? 1 : dim).toList());
    Collections.addAll(a, random.between(1, 4), inner);
    Collections.addAll(b, inner, random.between(1, 4));
    Tensor left = random.real(new Shape(a), quantised);
    Tensor right = random.real(new Shape(b), quantised);
    OpCase floats = OpCase.inferred("matmul " + seed, new MatMul(), List.of(left, right));
    OpCase opCase = quantised ? withOutput(floats, scale(left) * scale(right) * inner * random.powerOfTwo(0, 7), random) : floats;
    return opCase.withConstants(random.oneOf(List.of(Set.of(), Set.of(0), Set.of(1))));
  }

  private static OpCase resample(long seed, RandomTensors random, boolean quantised) {
    Shape shape = random.shape(random.between(1, 4), 4);
    Resample resample = new Resample(random.between(0, shape.rank() - 1));
    Shape taps = Shape.of(random.between(1, 6), random.between(1, 4));
    int[] indices = IntStream.range(0, taps.elements()).map(i -> random.between(0, shape.dim(resample.axis()) - 1)).toArray();
    Tensor x = random.real(shape, quantised);
    OpCase floats = OpCase.inferred("resample " + seed, resample, List.of(
        x, Tensor.of(TensorType.of(DType.S32, taps), indices), random.f32(taps)));
    OpCase opCase = quantised ? withOutput(floats, scale(x) * random.powerOfTwo(-2, 2), random) : floats;
    return opCase.withConstants(Set.of(Resample.INDICES, Resample.WEIGHTS));
  }

  private static OpCase normalise(long seed, RandomTensors random, boolean quantised) {
    Shape shape = random.shape(random.between(1, 4), 6);
    int first = random.between(0, shape.rank() - 1);
    List<Integer> axes = IntStream.rangeClosed(first, random.between(first, shape.rank() - 1)).boxed().toList();
    Normalise normalise = new Normalise(axes, quantised ? random.oneOf(List.of(0f, 1e-5f, 1e-3f)) : 1e-2f, random.chance(0.6));
    int from = random.between(0, shape.rank());
    int to = random.between(from, shape.rank());
    Shape parameters = new Shape(IntStream.range(0, shape.rank()).mapToObj(i -> i >= from && i < to ? shape.dim(i) : 1).toList());
    Tensor x = random.chance(0.2) && quantised ? random.s8Close(shape, random.quant()) : random.real(shape, quantised);
    OpCase floats = OpCase.inferred("normalise " + seed, normalise, List.of(x, random.f32(parameters), random.f32(parameters)));
    OpCase opCase = quantised ? withOutput(floats, random.powerOfTwo(-9, -5), random) : floats;
    return opCase.withConstants(Set.of(Normalise.SCALE, Normalise.BIAS));
  }

  private static OpCase select(long seed, RandomTensors random, boolean quantised) {
    Shape shape = random.shape(random.between(0, 4), 4);
    Quant quant = random.quant();
    OpCase opCase = OpCase.inferred("choose " + seed, new Select(), List.of(
        random.elements(TensorType.of(DType.BOOL, shrunk(shape, random))),
        quantised ? random.s8(shrunk(shape, random), quant) : random.f32(shrunk(shape, random)),
        quantised ? random.s8(shape, quant) : random.f32(shape)));
    return opCase.withConstants(random.oneOf(List.of(Set.of(), Set.of(0), Set.of(2))));
  }

  private static Shape shrunk(Shape target, RandomTensors random) {
    List<Integer> dims = target.dims().stream().map(dim -> random.chance(0.4) ? 1 : dim).toList();
    return new Shape(dims.subList(random.between(0, dims.size()), dims.size()));
  }

  private static float scale(Tensor tensor) {
    return tensor.type().quant().map(Quant::scale).orElse(1f);
  }

  private static OpCase withOutput(OpCase opCase, float scale, RandomTensors random) {
    Quant output = Quant.perTensor(scale, random.quant().zeroPoint());
    return new OpCase(opCase.label(), opCase.op(), opCase.inputs(), opCase.output().withQuant(output));
  }
}
