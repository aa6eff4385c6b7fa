package org.modelc.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Concat;
import org.modelc.op.Gather;
import org.modelc.op.Pad;
import org.modelc.op.Slice;
import org.modelc.op.Transpose;

/** Random operators that move elements, of every element type. */
public final class MovementCases {
  private static final List<DType> UNQUANTISED = List.of(DType.F32, DType.F32, DType.S32, DType.S64, DType.S16, DType.BOOL, DType.S8);

  private MovementCases() {}

  /** Case {@code seed} of each operator over quantised or other elements. */
  public static Stream<OpCase> of(long seed, boolean quantised) {
    RandomTensors random = new RandomTensors(seed);
    TensorType type = type(random, quantised);
    return Stream.of(
        transpose(seed, random, type), slice(seed, random, type), pad(seed, random, type), concat(seed, random, type),
        gather(seed, random, type));
  }

  private static TensorType type(RandomTensors random, boolean quantised) {
    Shape shape = random.shape(random.between(1, 6), 5);
    return quantised
        ? TensorType.quantised(DType.S8, shape, random.quant())
        : TensorType.of(random.oneOf(UNQUANTISED), shape);
  }

  private static OpCase transpose(long seed, RandomTensors random, TensorType type) {
    List<Integer> perm = new ArrayList<>(IntStream.range(0, type.shape().rank()).boxed().toList());
    for (int i = perm.size() - 1; i > 0; i--) {
      Collections.swap(perm, i, random.between(0, i));
    }
    return OpCase.inferred("transpose " + seed, new Transpose(perm), List.of(random.elements(type)));
  }

  private static OpCase slice(long seed, RandomTensors random, TensorType type) {
    List<Integer> starts = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    List<Integer> dims = new ArrayList<>();
    for (int dim : type.shape().dims()) {
      int start = random.between(0, dim - 1);
      int step = random.oneOf(List.of(1, 1, 2, -1, -2));
      int available = step > 0 ? (dim - 1 - start) / step : start / -step;
      starts.add(start);
      steps.add(step);
      dims.add(1 + random.between(0, available));
    }
    return OpCase.inferred("slice " + seed, new Slice(starts, steps, new Shape(dims)), List.of(random.elements(type)));
  }

  private static OpCase pad(long seed, RandomTensors random, TensorType type) {
    Pad pad = new Pad(pads(random, type), pads(random, type), random.oneOf(List.of(0f, 0f, 1.25f, -3f, Float.NEGATIVE_INFINITY)));
    return OpCase.inferred("pad " + seed, pad, List.of(random.elements(type)));
  }

  private static List<Integer> pads(RandomTensors random, TensorType type) {
    return type.shape().dims().stream().map(dim -> random.chance(0.5) ? 0 : random.between(1, 2)).toList();
  }

  private static OpCase concat(long seed, RandomTensors random, TensorType type) {
    int axis = random.between(0, type.shape().rank() - 1);
    List<Tensor> inputs = IntStream.range(0, random.between(1, 4))
        .mapToObj(i -> random.elements(type.withShape(type.shape().withDim(axis, random.between(1, 4)))))
        .toList();
    OpCase opCase = OpCase.inferred("concat " + seed, new Concat(axis), inputs);
    return random.chance(0.5) ? opCase : opCase.withConstants(Set.of(inputs.size() - 1));
  }

  /** Indices lie inside, count from the end, or are wrong. */
  private static OpCase gather(long seed, RandomTensors random, TensorType type) {
    int axis = random.between(0, type.shape().rank() - 1);
    int size = type.shape().dim(axis);
    Shape shape = random.shape(random.between(0, 2), 4);
    long[] indices = IntStream.range(0, shape.elements()).mapToLong(i -> random.between(-size - 2, size + 1)).toArray();
    Tensor indexTensor = Tensor.ofIntegers(TensorType.of(random.oneOf(List.of(DType.S64, DType.S32)), shape), indices);
    Set<Integer> constants = random.oneOf(List.of(Set.of(), Set.of(Gather.DATA), Set.of(Gather.INDICES)));
    return OpCase.inferred("gather " + seed, new Gather(axis), List.of(random.elements(type), indexTensor)).withConstants(constants);
  }
}
