package org.modelc.kernel;

import java.util.List;
import org.modelc.arithmetic.AccumulatorRange;
import org.modelc.arithmetic.AccumulatorScaling;
import org.modelc.arithmetic.Requantisation;
import org.modelc.c.OutputS8;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.op.Clamp;
import org.modelc.op.WeightedOp;

/**
 * The integer form of a convolution or matrix product as fast kernels see it: filters of S8 weights, accumulators over raw elements (the
 * input's zero point folded into the bias), one multiplier word a channel.
 *
 * @param weights filter after filter, each of {@code filterSize} weights in the operator's order
 * @param bias one for each filter, over centred elements
 * @param scaling one for each filter
 */
record Product(Tensor weights, Tensor bias, Quant input, AccumulatorScaling scaling, OutputS8 output) {

  /** Of a node whose types are quantised. */
  static Product of(Node node) {
    Quant input = node.input(WeightedOp.ACTIVATIONS).type().requireQuant();
    Tensor weights = node.input(WeightedOp.WEIGHTS).requireConstant();
    Tensor bias = node.input(WeightedOp.BIAS).requireConstant();
    Quant output = node.output().type().requireQuant();
    Clamp clamp = ((WeightedOp) node.op()).clamp();
    return new Product(
        weights,
        bias,
        input,
        AccumulatorScaling.of(input, weights.type().requireQuant(), output, bias.elements()),
        OutputS8.of(node.output().type(), clamp));
  }

  /** Whether the result is quantised S8. */
  static boolean isOfBytes(Node node) {
    return node.output().type().isQuantised() && node.output().type().dtype() == DType.S8;
  }

  static boolean isQuantised(Node node) {
    return isOfBytes(node) && node.op() instanceof WeightedOp && node.input(WeightedOp.WEIGHTS).isConstant();
  }

  /** The same filters with their weights in another order: {@code order} has for each place the index that it had. */
  Product inOrder(int[] order) {
    byte[] ordered = new byte[weights.elements()];
    for (int filter = 0; filter < filters(); filter++) {
      for (int i = 0; i < order.length; i++) {
        ordered[filter * order.length + i] = (byte) weight(filter, order[i]);
      }
    }
    return new Product(Tensor.of(weights.type(), ordered), bias, input, scaling, output);
  }

  /** For kernels that copy what they read before they write there: the activations, if the output is not larger. */
  static List<Integer> inPlaceUnlessLarger(Node node) {
    return node.output().type().bytes() <= node.input(WeightedOp.ACTIVATIONS).type().bytes()
        ? List.of(WeightedOp.ACTIVATIONS)
        : List.of();
  }

  int filters() {
    return bias.elements();
  }

  int filterSize() {
    return weights.elements() / filters();
  }

  /** Weight {@code index} of {@code filter}; 0 beyond the last filter or weight. */
  int weight(int filter, int index) {
    return filter < filters() && index < filterSize() ? weights.bytes()[filter * filterSize() + index] : 0;
  }

  int weightSum(int filter) {
    int sum = 0;
    for (int index = 0; index < filterSize(); index++) {
      sum += weight(filter, index);
    }
    return sum;
  }

  /**
   * Bound of the absolute value of every sum of products of the weights from {@code begin} to {@code end} (exclusive), whichever of them
   * take part.
   *
   * @param inputOrigin what is added to raw inputs, 0 to 128
   */
  int largestRawSum(int filter, int begin, int end, int inputOrigin) {
    int smallestInput = Byte.MIN_VALUE + inputOrigin;
    int largestInput = Byte.MAX_VALUE + inputOrigin;
    int least = 0;
    int most = 0;
    for (int index = begin; index < end; index++) {
      int weight = weight(filter, index);
      least += Math.min(weight * smallestInput, weight * largestInput);
      most += Math.max(weight * smallestInput, weight * largestInput);
    }
    return Math.max(-least, most);
  }

  /** The start value of the accumulator of {@code filter}, with the zero point folded in; 0 beyond the last. */
  int foldedBias(int filter) {
    if (filter >= filters()) {
      return 0;
    }
    return bias.ints()[filter] - input.zeroPoint() * weightSum(filter);
  }

  /** The multiplier word of {@code filter}; a harmless one beyond the last. */
  int multiplier(int filter) {
    return scaling.channels().get(Math.min(filter, filters() - 1)).multiplier();
  }

  /** Bound of the absolute value of every accumulator: of its raw sums, of its folded bias and of all on the way. */
  long largestAccumulator() {
    return accumulatorBounds().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /** The bound of {@link #largestAccumulator} for each filter. */
  List<Long> accumulatorBounds() {
    return range().bounds();
  }

  /** Bound of the absolute value of every requantised accumulator. */
  double largestResult() {
    double largest = 0;
    for (int filter = 0; filter < filters(); filter++) {
      largest = Math.max(largest, range().bounds().get(filter) * scaling.channels().get(filter).real());
    }
    return largest;
  }

  private AccumulatorRange range() {
    return AccumulatorRange.ofProduct(weights, bias, input);
  }

  /** Whether every shift is at least {@code shift}. */
  boolean shiftsAtLeast(int shift) {
    return scaling.channels().stream().allMatch(channel -> channel.shift() >= shift);
  }

  /** Whether every shift is at most {@code shift}. */
  boolean shiftsAtMost(int shift) {
    return scaling.channels().stream().allMatch(channel -> channel.shift() <= shift);
  }

  /** Whether one multiplier word serves all filters. */
  boolean isPerTensor() {
    return scaling.channels().stream().map(Requantisation::multiplier).distinct().count() == 1;
  }

  boolean hasWeight(int value) {
    for (byte weight : weights.bytes()) {
      if (weight == value) {
        return true;
      }
    }
    return false;
  }
}
