package org.modelc.training.quantisation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.modelc.data.SampleSet;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.WeightedOp;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.problem.Problems;
import org.modelc.quant.Calibration;
import org.modelc.quant.QuantisationOptions;
import org.modelc.quant.Quantiser;
import org.modelc.quant.Range;
import org.modelc.quant.RangeMethod;
import org.modelc.quant.StoragePlan;
import org.modelc.training.WeightFormat;
import org.modelc.training.loop.GraphConstants;
import org.modelc.training.loop.NumberForm;
import org.modelc.training.loop.Parameter;

/**
 * A network computes with the numbers that its integers will stand for: activations are S8 with the zero points of calibration and learnt
 * scales, weights symmetric integers with a learnt scale for each output channel. What becomes an integer is decided by the quantiser
 * ({@link StoragePlan}); biases stay in full precision, as 32 bits are next to that.
 */
public final class FakeQuantisation implements NumberForm {
  private static final int CALIBRATION_SAMPLES = 200;

  private final Graph graph;
  private final Calibration calibration;
  private final StoragePlan plan;
  private final WeightFormat format;
  /** By values of the graph. */
  private final Map<Value, LearnedScale> activationScales = new LinkedHashMap<>();
  /** By constants of the graph. */
  private final Map<Value, LearnedScale> weightScales = new LinkedHashMap<>();

  private FakeQuantisation(Graph graph, Calibration calibration, StoragePlan plan, WeightFormat format) {
    this.graph = graph;
    this.calibration = calibration;
    this.plan = plan;
    this.format = format;
  }

  /**
   * Scales to begin with, from the first samples and from the weights.
   *
   * @param manager holds the scales
   */
  public static FakeQuantisation of(Graph graph, SampleSet samples, WeightFormat format, NDManager manager) {
    Calibration calibration = Calibration.of(graph, samples.range(0, CALIBRATION_SAMPLES));
    StoragePlan plan = StoragePlan.of(graph, RangeMethod.LEAST_ERROR.ranges(graph, calibration));
    FakeQuantisation form = new FakeQuantisation(graph, calibration, plan, format);
    form.addActivationScales(manager);
    form.addWeightScales(manager);
    return form;
  }

  private void addActivationScales(NDManager manager) {
    for (List<Value> group : plan.groups()) {
      if (group.stream().anyMatch(this::isStoredAsInteger)) {
        Quant quant = plan.quant(group.get(0));
        LearnedScale scale = new LearnedScale(manager, new float[] {quant.scale()}, new Shape(1),
            Byte.MIN_VALUE - quant.zeroPoint(), Byte.MAX_VALUE - quant.zeroPoint());
        group.forEach(value -> activationScales.put(value, scale));
      }
    }
  }

  /** Whether it is produced as integers or an integer operator reads it. */
  private boolean isStoredAsInteger(Value value) {
    return plan.isInteger(value) || graph.consumers(value).stream().anyMatch(node -> node.outputs().stream().anyMatch(plan::isInteger));
  }

  private void addWeightScales(NDManager manager) {
    weightedNodes().map(node -> node.input(WeightedOp.WEIGHTS)).distinct().forEach(weights -> {
      long[] shape = new long[weights.shape().rank() + 1];
      Arrays.fill(shape, 1);
      shape[1 + WeightedOp.OUTPUT_CHANNEL_AXIS] = weights.shape().dim(WeightedOp.OUTPUT_CHANNEL_AXIS);
      float[] scales = WeightScales.of(weights.requireConstant(), format.largest());
      weightScales.put(weights, new LearnedScale(manager, scales, new Shape(shape), -format.largest(), format.largest()));
    });
  }

  private Stream<Node> weightedNodes() {
    return graph.nodes().stream().filter(node -> node.op() instanceof WeightedOp && plan.isInteger(node.output()));
  }

  @Override
  public Map<Value, NDArray> constants(Map<Value, NDArray> constants) {
    Map<Value, NDArray> quantised = new IdentityHashMap<>(constants);
    weightScales.forEach((weights, scale) -> quantised.computeIfPresent(weights, (value, array) -> scale.quantised(array)));
    return quantised;
  }

  @Override
  public NDArray stored(Value value, NDArray array) {
    LearnedScale scale = activationScales.get(value);
    boolean needed = scale != null && isStoredAsInteger(value) && !isMovedFromIntegers(value);
    return needed ? scale.quantised(array) : array;
  }

  /** Its elements are integers of this very scale already. */
  private boolean isMovedFromIntegers(Value value) {
    return graph.producer(value).filter(StoragePlan::moves)
        .map(node -> node.inputs().stream().filter(StoragePlan::isReal).allMatch(input -> plan.isInteger(input)))
        .orElse(false);
  }

  @Override
  public List<Parameter> parameters() {
    return Stream.concat(activationScales.values().stream(), weightScales.values().stream())
        .distinct().map(LearnedScale::parameter).toList();
  }

  /** The integer graph with the learnt scales, float at its inputs and outputs. */
  @Override
  public Graph finished(Graph trained) {
    Map<String, LearnedScale> scales = new HashMap<>();
    weightScales.forEach((weights, scale) -> scales.put(weights.name(), scale));
    Map<Value, Tensor> integers = new IdentityHashMap<>();
    trained.constants().stream().filter(constant -> scales.containsKey(constant.name()))
        .forEach(constant -> integers.put(constant, quantised(constant.requireConstant(), scales.get(constant.name()).values())));
    Graph withIntegers = GraphConstants.replace(trained, integers);
    QuantisationOptions options = QuantisationOptions.DEFAULT.withFloatIo(true);
    Graph quantised = Quantiser.quantise(withIntegers, calibration, learntRanges(), options, new Problems());
    return Pipeline.run(Pipeline.FINISH, quantised, PassOptions.DEFAULT);
  }

  private Tensor quantised(Tensor weights, float[] scales) {
    int channelElements = weights.elements() / scales.length;
    byte[] integers = new byte[weights.elements()];
    for (int i = 0; i < integers.length; i++) {
      double integer = Math.rint(weights.floats()[i] / scales[i / channelElements]);
      integers[i] = (byte) Math.min(Math.max(integer, -format.largest()), format.largest());
    }
    List<Float> boxed = new ArrayList<>();
    for (float scale : scales) {
      boxed.add(scale);
    }
    Quant quant = Quant.perChannel(boxed, WeightedOp.OUTPUT_CHANNEL_AXIS);
    return Tensor.of(TensorType.quantised(DType.S8, weights.shape(), quant), integers);
  }

  /** The range that each value's integers reach; values that are no integers have the range of calibration. */
  private Function<Value, Range> learntRanges() {
    Map<String, Range> ranges = new HashMap<>();
    activationScales.forEach((value, scale) -> {
      double step = scale.values()[0];
      int zeroPoint = plan.quant(value).zeroPoint();
      ranges.put(value.name(), new Range(step * (Byte.MIN_VALUE - zeroPoint), step * (Byte.MAX_VALUE - zeroPoint)));
    });
    Function<Value, Range> observed = RangeMethod.LEAST_ERROR.ranges(graph, calibration);
    return value -> ranges.containsKey(value.name()) ? ranges.get(value.name()) : observed.apply(value);
  }
}
