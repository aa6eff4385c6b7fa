package org.modelc.quant;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.op.Conv;
import org.modelc.op.WeightedOp;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/**
 * Chooses a format for each layer. It begins with the smallest formats and, step by step, gives that layer a larger one which lowers the error of
 * the network's results most for the bytes that it takes, until the results are good enough or no step fits the budget; then it takes back
 * what was not needed.
 *
 * <p>What a format costs in error is measured layer by layer, all others in floats (sensitivity analysis); what the network as a whole is
 * worth, and whether it fits, is measured after every step.
 */
public final class MixedFormats {
  /** Where no accuracy is asked for, results are good enough from 40 dB on. */
  private static final double SMALL_ERROR = 1e-4;

  private final FormatTrial trial;
  private final MixedGoal goal;
  private final Function<Graph, Footprint> footprint;
  private final List<Node> layers;
  private final Map<Node, Map<LayerFormat, Double>> errors = new LinkedHashMap<>();
  private final Map<String, LayerFormat> formats = new LinkedHashMap<>();

  private MixedFormats(FormatTrial trial, Graph floats, MixedGoal goal, Function<Graph, Footprint> footprint) {
    this.trial = trial;
    this.goal = goal;
    this.footprint = footprint;
    this.layers = floats.nodes().stream().filter(node -> node.op() instanceof WeightedOp && node.output().type().dtype().isFloat()).toList();
  }

  /**
   * Formats and what is known of them.
   *
   * @param formats by the names of the layers' nodes
   * @param layers in order of execution
   */
  public record Result(Map<String, LayerFormat> formats, List<LayerChoice> layers) {
    public Result {
      formats = Map.copyOf(formats);
      layers = List.copyOf(layers);
    }
  }

  /**
   * Formats that meet {@code goal}.
   *
   * @param floats optimised
   * @param calibration of this graph
   * @param footprint of the quantised graph on the target
   * @param progress hears of every layer
   * @throws ProblemException E307 if there are none, with what is possible
   */
  public static Result choose(
      Graph floats, Calibration calibration, QuantisationOptions options, MixedGoal goal, Function<Graph, Footprint> footprint,
      Consumer<String> progress) {
    MixedFormats mixed = new MixedFormats(new FormatTrial(floats, calibration, options), floats, goal, footprint);
    mixed.requireClasses();
    mixed.measureLayers(progress);
    progress.accept("chooses formats");
    mixed.beginSmall();
    if (mixed.enlarge()) {
      mixed.takeBack();
    }
    return new Result(mixed.formats, mixed.choices());
  }

  private void requireClasses() {
    if (goal.accuracy().isPresent() && !trial.hasClasses()) {
      throw new ProblemException(
          Code.E307, "--mixed accuracy", "No output is a row of scores, so that there are no classes to compare.", "Give flash=BYTES or ram=BYTES.");
    }
  }

  private void measureLayers(Consumer<String> progress) {
    Map<String, LayerFormat> floats = new LinkedHashMap<>();
    layers.forEach(layer -> floats.put(layer.name(), LayerFormat.F32));
    for (Node layer : layers) {
      progress.accept("measures formats of layer " + (errors.size() + 1) + " of " + layers.size());
      Map<LayerFormat, Double> ofLayer = new EnumMap<>(LayerFormat.class);
      for (LayerFormat format : candidates(layer)) {
        Map<String, LayerFormat> alone = new LinkedHashMap<>(floats);
        alone.put(layer.name(), format);
        ofLayer.put(format, trial.error(alone));
      }
      errors.put(layer, ofLayer);
    }
  }

  /**
   * Weights of 4 bits have kernels for matrix products and convolutions of one group. Floats of 32 bits are no candidates: those of 16 lose far
   * less than any integers, and are told apart when a file is read.
   */
  private static List<LayerFormat> candidates(Node layer) {
    List<LayerFormat> candidates = new ArrayList<>(List.of(LayerFormat.INT8, LayerFormat.INT8_INT16));
    if (!(layer.op() instanceof Conv conv && conv.groups() > 1)) {
      candidates.add(0, LayerFormat.INT4);
    }
    if (HalfFloatWeights.fit(layer)) {
      candidates.add(LayerFormat.F16);
    }
    return candidates;
  }

  private void beginSmall() {
    layers.forEach(layer -> formats.put(layer.name(), candidates(layer).get(0)));
    if (!fits(formats)) {
      Footprint least = footprint.apply(trial.quantised(formats));
      throw new ProblemException(
          Code.E307, "--mixed", "With the smallest formats the network still takes " + least.flash() + " bytes of flash for constants and "
              + least.ram() + " bytes of RAM.", "Allow that much, or choose a smaller network.");
    }
  }

  private boolean fits(Map<String, LayerFormat> candidate) {
    return !goal.hasBudget() || goal.isMetBy(footprint.apply(trial.quantised(candidate)));
  }

  private boolean isGoodEnough(Map<String, LayerFormat> candidate) {
    return goal.accuracy().isPresent()
        ? trial.changedClasses(candidate) <= goal.accuracy().getAsDouble()
        : trial.error(candidate) <= SMALL_ERROR;
  }

  /**
   * A larger format for a layer.
   *
   * @param gain by how much the layer's error falls
   * @param gainOfByte the same for each byte of flash and RAM that it takes
   */
  private record Step(Node layer, LayerFormat format, double gain, double gainOfByte) {}

  /** Whether the results have become good enough. */
  private boolean enlarge() {
    Set<Step> refused = new HashSet<>();
    boolean goodEnough = isGoodEnough(formats);
    while (!goodEnough) {
      Optional<Step> best = layers.stream().flatMap(layer -> steps(layer).stream())
          .filter(step -> !refused.contains(step) && isWorthIt(step)).max(Comparator.comparingDouble(Step::gainOfByte));
      if (best.isEmpty()) {
        requireAccuracy();
        return false;
      }
      Map<String, LayerFormat> candidate = with(best.get().layer(), best.get().format());
      if (fits(candidate)) {
        formats.putAll(candidate);
        goodEnough = isGoodEnough(formats);
      } else {
        refused.add(best.get());
      }
    }
    return true;
  }

  /** Beside a layer whose large error has to stay, small ones need not become smaller: half a layer's share is the least. */
  private boolean isWorthIt(Step step) {
    double all = layers.stream().mapToDouble(layer -> errors.get(layer).get(formats.get(layer.name()))).sum();
    return goal.accuracy().isPresent() || step.gain() >= all / (2 * layers.size());
  }

  private Map<String, LayerFormat> with(Node layer, LayerFormat format) {
    Map<String, LayerFormat> candidate = new LinkedHashMap<>(formats);
    candidate.put(layer.name(), format);
    return candidate;
  }

  /** Larger formats of a layer that lower its error, each with what it gains for a byte. */
  private List<Step> steps(Node layer) {
    LayerFormat current = formats.get(layer.name());
    List<Step> steps = new ArrayList<>();
    for (LayerFormat format : candidates(layer)) {
      double gain = errors.get(layer).get(current) - errors.get(layer).get(format);
      if (format.compareTo(current) > 0 && gain > 0) {
        steps.add(new Step(layer, format, gain, gain / (bytes(layer, format) - bytes(layer, current))));
      }
    }
    return steps;
  }

  /** Flash for the weights and RAM for operand and result. */
  private static double bytes(Node layer, LayerFormat format) {
    int elements = layer.input(WeightedOp.ACTIVATIONS).type().elements() + layer.output().type().elements();
    return weightBytes(layer, format) + (double) format.activations().bytes() * elements;
  }

  private static int weightBytes(Node layer, LayerFormat format) {
    int filters = layer.input(WeightedOp.WEIGHTS).shape().dim(WeightedOp.OUTPUT_CHANNEL_AXIS);
    return format.weightBytes(filters, layer.input(WeightedOp.WEIGHTS).type().elements() / filters);
  }

  private void requireAccuracy() {
    if (goal.accuracy().isPresent()) {
      double reached = trial.changedClasses(formats);
      throw new ProblemException(
          Code.E307, "--mixed accuracy=" + goal.accuracy().getAsDouble(),
          String.format(Locale.ROOT, "Within the budget %.2f %% of the samples get another class than from the float network.", reached),
          "Allow more flash or RAM, or accuracy=" + Math.ceil(100 * reached) / 100 + ".");
    }
  }

  /** Layer after layer, those of which most can be saved first, back to smaller formats, as long as the results are good enough. */
  private void takeBack() {
    List<Node> largestFirst = layers.stream()
        .sorted(Comparator.comparingDouble((Node layer) -> -bytes(layer, formats.get(layer.name())))).toList();
    for (Node layer : largestFirst) {
      for (LayerFormat format : candidates(layer)) {
        Map<String, LayerFormat> candidate = with(layer, format);
        if (format.compareTo(formats.get(layer.name())) < 0 && isGoodEnough(candidate) && fits(candidate)) {
          formats.putAll(candidate);
        }
      }
    }
  }

  private List<LayerChoice> choices() {
    return layers.stream().map(layer -> {
      Map<String, Double> alone = new LinkedHashMap<>();
      errors.get(layer).forEach((format, error) -> alone.put(format.text(), error == 0 ? Double.POSITIVE_INFINITY : -10 * Math.log10(error)));
      LayerFormat format = formats.get(layer.name());
      return new LayerChoice(
          layer.output().name(), layer.op().name(), format.text(), alone, weightBytes(layer, format), weightBytes(layer, LayerFormat.INT8),
          OptionalDouble.empty());
    }).toList();
  }
}
