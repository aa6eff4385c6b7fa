package org.modelc.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Recurrent;

/** Random recurrent layers. */
public final class RecurrentCases {
  private RecurrentCases() {}

  /** Case {@code seed} of every cell in integers or floats. */
  public static Stream<OpCase> of(long seed, boolean quantised) {
    RandomTensors random = new RandomTensors(seed);
    return Arrays.stream(Recurrent.Cell.values()).map(cell -> layer(seed, cell, random, quantised));
  }

  private static OpCase layer(long seed, Recurrent.Cell cell, RandomTensors random, boolean quantised) {
    Recurrent op = new Recurrent(cell, random.chance(0.5), random.chance(0.5));
    int hidden = random.between(1, 9);
    int rows = cell.gates() * hidden;
    Shape x = Shape.of(random.between(1, 6), random.between(1, 3), random.between(1, 9));
    Shape ofInput = Shape.of(rows, x.dim(2));
    Shape ofHidden = Shape.of(rows, hidden);
    Tensor bias = random.f32(Shape.of(2 * rows));
    if (!quantised) {
      return OpCase.inferred("recurrent " + seed, op, List.of(random.f32(x), random.f32(ofInput), random.f32(ofHidden), bias))
          .withConstants(Set.of(1, 2, 3));
    }
    List<Tensor> inputs = List.of(
        random.s8(x, Quant.perTensor(random.powerOfTwo(-8, -4), random.between(-128, 127))),
        random.s8(ofInput, weightQuant(rows, random)), random.s8(ofHidden, weightQuant(rows, random)), bias);
    TensorType output = op.infer(inputs.stream().map(Tensor::type).toList()).get(0);
    Quant states = random.chance(0.5) ? Quant.perTensor(1f / 128, 0) : Quant.perTensor(random.powerOfTwo(-9, -5), random.between(-128, 127));
    return new OpCase("recurrent " + seed, op, inputs, output.withQuant(states), Set.of(1, 2, 3));
  }

  /** Small enough that gates do not all saturate. */
  private static Quant weightQuant(int rows, RandomTensors random) {
    return random.chance(0.3)
        ? Quant.perTensor(random.powerOfTwo(-9, -6), 0)
        : Quant.perChannel(IntStream.range(0, rows).mapToObj(row -> random.powerOfTwo(-9, -6)).toList(), 0);
  }
}
