package org.modelc.kernel;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.op.Binary;
import org.modelc.op.Binary.Kind;
import org.modelc.op.Clamp;

/** Random arithmetic on two operands: equal and broadcast shapes, either operand constant. */
public final class BinaryCases {
  private static final List<Kind> QUANTISABLE = List.of(Kind.ADD, Kind.SUB, Kind.MUL, Kind.DIV, Kind.MIN, Kind.MAX);
  private static final int LARGEST_RANK = 6;

  private BinaryCases() {}

  /** Case {@code seed} in integers or floats. */
  public static Stream<OpCase> of(long seed, boolean quantised) {
    RandomTensors random = new RandomTensors(seed);
    Shape target = random.shape(random.between(0, LARGEST_RANK), 4);
    Shape shapeA = random.chance(0.3) ? target : shrunk(target, random);
    Shape shapeB = random.chance(0.3) ? target : shrunk(target, random);
    List<Kind> kinds = quantised ? QUANTISABLE : List.of(Kind.values());
    Binary binary = new Binary(kinds.get((int) (seed % kinds.size())), Weighted.clamp(random));
    Set<Integer> constants = random.oneOf(List.of(Set.of(), Set.of(0), Set.of(1)));
    OpCase opCase = quantised ? s8(seed, binary, random, shapeA, shapeB) : f32(seed, binary, random, shapeA, shapeB);
    return Stream.of(opCase.withConstants(constants));
  }

  private static OpCase s8(long seed, Binary binary, RandomTensors random, Shape shapeA, Shape shapeB) {
    Quant quantA = random.quant();
    Quant other = Quant.perTensor(quantA.scale() * random.powerOfTwo(-3, 3), random.quant().zeroPoint());
    Quant quantB = binary.kind().selects() ? quantA : other;
    Quant output = binary.kind().selects() ? quantA
        : Quant.perTensor(unit(binary.kind(), quantA.scale(), quantB.scale()) * random.powerOfTwo(-3, 2), random.quant().zeroPoint());
    List<Tensor> operands = List.of(random.s8(shapeA, quantA), random.s8(shapeB, quantB));
    OpCase inferred = OpCase.inferred(label(seed, binary), binary, operands);
    return new OpCase(inferred.label(), binary, operands, inferred.output().withQuant(output));
  }

  /** A scale of results that are not all beyond the output's range. */
  private static float unit(Kind kind, float scaleA, float scaleB) {
    return switch (kind) {
      case MUL -> scaleA * scaleB * 128;
      case DIV -> scaleA / scaleB / 8;
      default -> scaleA + scaleB;
    };
  }

  private static OpCase f32(long seed, Binary binary, RandomTensors random, Shape shapeA, Shape shapeB) {
    Tensor a = random.f32(shapeA);
    boolean needsPositive = binary.kind() == Kind.POW;
    return OpCase.inferred(label(seed, binary), binary, List.of(needsPositive ? squared(a) : a, random.f32(shapeB)));
  }

  private static Tensor squared(Tensor tensor) {
    return new Binary(Kind.MUL, Clamp.NONE).evaluate(List.of(tensor, tensor), List.of(tensor.type())).get(0);
  }

  private static String label(long seed, Binary binary) {
    return binary.kind() + " " + seed;
  }

  /** A shape that broadcasts to {@code target}: some dimensions 1, some of the first left out. */
  private static Shape shrunk(Shape target, RandomTensors random) {
    List<Integer> dims = target.dims().stream().map(dim -> random.chance(0.4) ? 1 : dim).toList();
    return new Shape(dims.subList(random.between(0, dims.size()), dims.size()));
  }
}
