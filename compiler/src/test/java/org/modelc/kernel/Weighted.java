package org.modelc.kernel;

import java.util.List;
import java.util.stream.IntStream;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.op.Clamp;
import org.modelc.op.Dense;
import org.modelc.op.Op;

/** Random operands of convolutions and matrix products. */
public final class Weighted {
  private Weighted() {}

  /** Case {@code seed} of a matrix product over one or more rows. */
  public static OpCase dense(long seed, boolean quantised) {
    RandomTensors random = new RandomTensors(seed);
    Shape input = random.shape(random.between(1, 3), 5).withDim(-1, random.between(1, 70));
    Shape weights = Shape.of(random.between(1, 9), input.dim(-1));
    return of("dense " + seed, new Dense(clamp(random)), random, input, weights, quantised);
  }

  /** Random operands of a convolution or matrix product. */
  public static OpCase of(String label, Op op, RandomTensors random, Shape input, Shape weights, boolean quantised) {
    return quantised ? s8(label, op, random, input, weights) : f32(label, op, random, input, weights);
  }

  private static OpCase f32(String label, Op op, RandomTensors random, Shape input, Shape weights) {
    return OpCase.inferred(label, op, List.of(random.f32(input), random.f32(weights), random.f32(Shape.of(weights.dim(0)))));
  }

  /** The output scale lets some results saturate. */
  private static OpCase s8(String label, Op op, RandomTensors random, Shape input, Shape weights) {
    Quant inputQuant = random.quant();
    Quant weightQuant = random.weightQuant(weights.dim(0));
    List<Float> biasScales = IntStream.range(0, weights.dim(0)).mapToObj(c -> inputQuant.scale() * weightQuant.scale(c)).toList();
    Tensor bias = random.s32(Shape.of(weights.dim(0)), Quant.perChannel(biasScales, 0), 50_000);
    List<Tensor> inputs = List.of(random.s8(input, inputQuant), random.s8(weights, weightQuant), bias);
    TensorType output = op.infer(inputs.stream().map(Tensor::type).toList()).get(0);
    double largest = inputQuant.scale() * weightQuant.scale(0) * 128 * Math.sqrt(weights.product(1, weights.rank())) * 64;
    Quant outputQuant = Quant.perTensor((float) (largest / 128 * random.powerOfTwo(-2, 2)), random.quant().zeroPoint());
    return new OpCase(label, op, inputs, output.withQuant(outputQuant));
  }

  public static Clamp clamp(RandomTensors random) {
    return random.oneOf(List.of(Clamp.NONE, Clamp.NONE, Clamp.RELU, new Clamp(0, 6), new Clamp(-1, 0.5f)));
  }
}
