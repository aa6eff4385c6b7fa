package org.modelc.kernel;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.modelc.ir.DType;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Compare;
import org.modelc.op.Scatter;
import org.modelc.op.TopK;

/** Random comparisons, orders and replaced blocks over quantised integers. */
public final class IntegerCases {
  private IntegerCases() {}

  /** Case {@code seed} of each operator. */
  public static Stream<OpCase> of(long seed) {
    RandomTensors random = new RandomTensors(seed);
    return Stream.of(comparison(seed, random), topK(seed, random), scatter(seed, random));
  }

  /** Operands of one scale, of scales a power of two apart, or of any; nearly equal ones are frequent. */
  public static OpCase comparison(long seed, RandomTensors random) {
    Compare compare = new Compare(Compare.Kind.values()[(int) (seed % Compare.Kind.values().length)]);
    Shape shape = random.shape(random.between(1, 4), 4);
    Shape other = new Shape(shape.dims().stream().map(dim -> random.chance(0.3) ? 1 : dim).toList());
    Quant a = random.quant();
    float factor = random.oneOf(List.of(1f, 2f, random.powerOfTwo(-3, 3), random.powerOfTwo(-30, 30)));
    Quant b = Quant.perTensor(a.scale() * factor, factor == 1f ? a.zeroPoint() : random.quant().zeroPoint());
    OpCase opCase = OpCase.inferred("compare " + seed, compare, List.of(elements(shape, a, random), elements(other, b, random)));
    return opCase.withConstants(random.oneOf(List.of(Set.of(), Set.of(0), Set.of(1))));
  }

  private static Tensor elements(Shape shape, Quant quant, RandomTensors random) {
    return random.chance(0.5) ? random.s8Close(shape, quant) : random.s8(shape, quant);
  }

  private static OpCase topK(long seed, RandomTensors random) {
    Shape shape = random.shape(random.between(1, 3), 6);
    int axis = random.between(0, shape.rank() - 1);
    TopK topK = new TopK(axis, random.between(1, shape.dim(axis)), random.chance(0.5));
    return OpCase.inferred("top " + seed, topK, List.of(elements(shape, random.quant(), random)));
  }

  private static OpCase scatter(long seed, RandomTensors random) {
    int size = random.between(1, 6);
    int block = random.between(1, 4);
    int count = random.between(1, 8);
    Quant quant = random.quant();
    long[] places = IntStream.range(0, count).mapToLong(i -> random.between(-2, size + 1)).toArray();
    return OpCase.inferred("scatter s8 " + seed, new Scatter(Scatter.Kind.REPLACE), List.of(
        random.s8(Shape.of(size, block), quant), Tensor.of(TensorType.of(DType.S64, Shape.of(count)), places),
        random.s8(Shape.of(count, block), quant)));
  }
}
