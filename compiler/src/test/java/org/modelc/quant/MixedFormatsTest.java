package org.modelc.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.WeightedOp;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.problem.Problems;

class MixedFormatsTest {
  private static final QuantisationOptions OPTIONS =
      QuantisationOptions.DEFAULT.withMethod(RangeMethod.LEAST_ERROR).withRounding(Rounding.NEAREST).withFloatIo(true);

  private final Graph floats = Pipeline.run(Pipeline.OPTIMISE, SmallNetworks.of(5), PassOptions.DEFAULT);
  private final SampleSet samples = SmallNetworks.samples(floats, 100, 5);

  private MixedFormats.Result choose(String goal) {
    return MixedFormats.choose(floats, Calibration.of(floats, samples), OPTIONS, MixedGoal.parse(goal), MixedFormatsTest::footprint, activity -> {});
  }

  /** Bytes of weights, and of the largest result. */
  private static Footprint footprint(Graph graph) {
    int flash = graph.nodes().stream().filter(node -> node.op() instanceof WeightedOp).mapToInt(MixedFormatsTest::weightBytes).sum();
    int ram = graph.nodes().stream().mapToInt(node -> node.output().type().bytes()).max().orElse(0);
    return new Footprint(flash, ram);
  }

  private static int weightBytes(Node node) {
    Tensor weights = node.input(WeightedOp.WEIGHTS).requireConstant();
    int filters = weights.shape().dim(0);
    boolean small = weights.type().isQuantised();
    for (int i = 0; small && i < weights.elements(); i++) {
      small = Math.abs(weights.bytes()[i]) <= 7;
    }
    LayerFormat format = small ? LayerFormat.INT4 : weights.type().isQuantised() ? LayerFormat.INT8 : LayerFormat.F32;
    return format.weightBytes(filters, weights.elements() / filters);
  }

  private Graph quantised(Map<String, LayerFormat> formats) {
    return Quantiser.quantise(floats, Calibration.of(floats, samples), OPTIONS.withExceptions(formats), new Problems());
  }

  private double changed(Map<String, LayerFormat> formats) {
    return 100 * (1 - Comparison.of(floats, quantised(formats), samples).agreement().orElseThrow().ratio());
  }

  private double error(Map<String, LayerFormat> formats) {
    return ResultError.of(floats, samples).errors(quantised(formats), samples)[0];
  }

  @Test
  void keepsTheClassesThatItIsAskedToKeep() {
    for (int points : new int[] {0, 2, 10}) {
      Map<String, LayerFormat> formats = choose("accuracy=" + points).formats();
      assertThat(changed(formats)).as(formats.toString()).isLessThanOrEqualTo(points + 1e-9);
    }
    assertThat(footprint(quantised(choose("accuracy=10").formats())).flash())
        .isLessThan(footprint(quantised(choose("accuracy=0").formats())).flash());
  }

  @Test
  void usesWhatTheBudgetAllows() {
    int int8 = footprint(quantised(Map.of())).flash();
    Map<String, LayerFormat> tight = choose("flash=" + int8 * 3 / 4).formats();
    Map<String, LayerFormat> wide = choose("flash=" + int8 * 2).formats();
    assertThat(footprint(quantised(tight)).flash()).isBetween(int8 / 2, int8 * 3 / 4);
    assertThat(footprint(quantised(wide)).flash()).isLessThanOrEqualTo(int8 * 2);
    assertThat(tight).containsValue(LayerFormat.INT4);
    assertThat(error(wide)).isLessThan(error(tight) / 4);
  }

  /** The layer that holds most weights has to stay at 4 bits; floats elsewhere would not be heard through its noise. */
  @Test
  void wastesNothingBesideALayerThatHasToStaySmall() {
    int least = footprint(quantised(choose("accuracy=100").formats())).flash();
    Map<String, LayerFormat> formats = choose("flash=" + (least + 60)).formats();
    assertThat(formats).containsValue(LayerFormat.INT4).doesNotContainValue(LayerFormat.F16);
  }

  @Test
  void staysWithinTheRam() {
    int bytes = footprint(quantised(Map.of())).ram();
    Map<String, LayerFormat> formats = choose("ram=" + bytes).formats();
    assertThat(footprint(quantised(formats)).ram()).isLessThanOrEqualTo(bytes);
    assertThat(formats.values()).anyMatch(format -> format.compareTo(LayerFormat.INT8) > 0);
  }

  @Test
  void tellsOfEachLayerWhatItsFormatCosts() {
    MixedFormats.Result result = choose("accuracy=2");
    assertThat(result.layers()).extracting(LayerChoice::layer)
        .containsExactlyElementsOf(floats.nodes().stream().filter(node -> node.op() instanceof WeightedOp).map(node -> node.output().name()).toList());
    for (LayerChoice layer : result.layers()) {
      assertThat(layer.alone().get("f16")).isGreaterThan(layer.alone().get("int8"));
      assertThat(layer.alone().get("w8a16")).isGreaterThan(layer.alone().get("int8"));
      assertThat(layer.format()).isIn("int4", "int8", "w8a16", "f16");
    }
  }

  @Test
  void theSameSamplesGiveTheSameChoice() {
    assertThat(choose("flash=700").formats()).isEqualTo(choose("flash=700").formats());
  }

  @Test
  void saysWhatIsPossible() {
    assertThatThrownBy(() -> choose("flash=100")).hasMessageContaining("E307").hasMessageContaining("bytes of flash");
    int least = footprint(quantised(Map.of())).ram();
    assertThatThrownBy(() -> choose("accuracy=0,flash=" + footprint(quantised(choose("flash=100000").formats())).flash() / 4))
        .hasMessageContaining("E307");
    assertThat(least).isPositive();
  }

  @Test
  void accuracyNeedsClasses() {
    GraphBuilder builder = new GraphBuilder("map");
    Node first = floats.nodes().get(0);
    Value x = builder.input("x", first.input(0).type());
    builder.output(builder.add(first.name(), first.op(), x, builder.constant("w", first.input(1).requireConstant()),
        builder.constant("b", first.input(2).requireConstant())));
    Graph map = builder.build();
    assertThatThrownBy(() -> MixedFormats.choose(
            map, Calibration.of(map, samples), OPTIONS, MixedGoal.parse("accuracy=1"), MixedFormatsTest::footprint, activity -> {}))
        .hasMessageContaining("E307").hasMessageContaining("classes");
  }
}
