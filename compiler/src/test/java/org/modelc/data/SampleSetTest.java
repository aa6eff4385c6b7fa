package org.modelc.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.TensorType;
import org.modelc.problem.ProblemException;

class SampleSetTest {
  private static final TensorType IMAGE_NCHW = TensorType.f32(Shape.of(1, 3, 2, 4));

  @TempDir Path folder;

  private static Graph graph(TensorType... inputs) {
    GraphBuilder builder = new GraphBuilder("g");
    for (int i = 0; i < inputs.length; i++) {
      builder.output(builder.input("in" + i, inputs[i]));
    }
    return builder.build();
  }

  private Path file(Map<String, NpyArray> arrays) {
    Path file = folder.resolve("samples.npz");
    try (OutputStream out = Files.newOutputStream(file)) {
      ArrayFile.writeNpz(arrays, out);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return file;
  }

  private SampleSet load(Graph graph, Preprocessing preprocessing, Map<String, NpyArray> arrays) {
    return SampleSet.load(file(arrays), graph, preprocessing);
  }

  private static NpyArray counting(int... dims) {
    float[] values = new float[Shape.of(dims).elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return NpyArray.ofF32(Shape.of(dims), values);
  }

  private static float[] floats(SampleSet samples, int index) {
    return samples.sample(index).get(0).floats();
  }

  @Test
  void takesTheArrayNamedLikeTheInputBeforeX() {
    SampleSet samples = load(
        graph(TensorType.f32(Shape.of(1, 2))), Preprocessing.NONE, Map.of("x", counting(5, 2), "in0", counting(3, 2)));
    assertThat(samples.size()).isEqualTo(3);
    assertThat(floats(samples, 2)).containsExactly(4, 5);
    assertThat(samples.labels()).isEmpty();
  }

  @Test
  void takesTheOnlyArrayThatFits() {
    SampleSet samples = load(
        graph(TensorType.f32(Shape.of(1, 2))), Preprocessing.NONE, Map.of("features", counting(5, 2), "other", counting(5, 7)));
    assertThat(samples.size()).isEqualTo(5);
  }

  @Test
  void asksWhereSeveralArraysFit() {
    assertThatThrownBy(() -> load(
        graph(TensorType.f32(Shape.of(1, 2))), Preprocessing.NONE, Map.of("a", counting(5, 2), "b", counting(5, 2))))
        .isInstanceOf(ProblemException.class).hasMessageContaining("E302").hasMessageContaining("in0").hasMessageContaining("f4[5x2]");
  }

  @Test
  void severalInputsGoByName() {
    Graph graph = graph(TensorType.f32(Shape.of(1, 2)), TensorType.f32(Shape.of(1, 3)));
    SampleSet samples = load(graph, Preprocessing.NONE, Map.of("in0", counting(4, 2), "in1", counting(4, 3)));
    assertThat(samples.sample(1).get(1).floats()).containsExactly(3, 4, 5);
    assertThatThrownBy(() -> load(graph, Preprocessing.NONE, Map.of("in0", counting(4, 2), "in1", counting(3, 3))))
        .hasMessageContaining("different numbers of samples");
    assertThatThrownBy(() -> load(graph, Preprocessing.NONE, Map.of("in0", counting(4, 2)))).hasMessageContaining("in1");
  }

  @Test
  void transposesChannelsLastSamples() {
    SampleSet samples = load(graph(IMAGE_NCHW), Preprocessing.NONE.withLayout(Layout.NHWC), Map.of("x", counting(2, 2, 4, 3)));
    float[] expected = new float[24];
    for (int c = 0; c < 3; c++) {
      for (int pixel = 0; pixel < 8; pixel++) {
        expected[c * 8 + pixel] = 24 + pixel * 3 + c;
      }
    }
    assertThat(floats(samples, 1)).containsExactly(expected);
  }

  @Test
  void transposesChannelsFirstSamples() {
    Graph channelsLast = graph(TensorType.f32(Shape.of(1, 2, 4, 3)));
    SampleSet samples = load(channelsLast, Preprocessing.NONE.withLayout(Layout.NCHW), Map.of("x", counting(1, 3, 2, 4)));
    assertThat(floats(samples, 0)).startsWith(0, 8, 16, 1, 9, 17);
  }

  @Test
  void leavesSamplesThatHaveTheModelsLayout() {
    SampleSet samples = load(graph(IMAGE_NCHW), Preprocessing.NONE.withLayout(Layout.NCHW), Map.of("x", counting(1, 3, 2, 4)));
    assertThat(floats(samples, 0)).startsWith(0, 1, 2, 3);
  }

  @Test
  void doesNotGuessALayout() {
    assertThatThrownBy(() -> load(graph(IMAGE_NCHW), Preprocessing.NONE, Map.of("x", counting(1, 2, 4, 3))))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("E302").hasMessageContaining("1x2x4x3").hasMessageContaining("Nx3x2x4").hasMessageContaining("--layout");
  }

  @Test
  void acceptsAMissingChannelAxisAndAFlatSample() {
    Graph grey = graph(TensorType.f32(Shape.of(1, 1, 2, 4)));
    assertThat(floats(load(grey, Preprocessing.NONE, Map.of("x", counting(3, 2, 4))), 2)).startsWith(16, 17);
    assertThat(floats(load(grey, Preprocessing.NONE, Map.of("x", counting(3, 8))), 2)).startsWith(16, 17);
    assertThatThrownBy(() -> load(grey, Preprocessing.NONE, Map.of("x", counting(3, 4, 2)))).hasMessageContaining("E302");
  }

  @Test
  void preprocessesEachChannel() {
    Preprocessing preprocessing = new Preprocessing(Optional.of(Layout.NHWC), 0.5f, List.of(1f, 2f, 3f), List.of(2f, 4f, 5f));
    SampleSet samples = load(graph(IMAGE_NCHW), preprocessing, Map.of("x", counting(1, 2, 4, 3)));
    assertThat(floats(samples, 0)[1]).isEqualTo((3 * 0.5f - 1) / 2);
    assertThat(floats(samples, 0)[8 + 1]).isEqualTo((4 * 0.5f - 2) / 4);
    assertThat(floats(samples, 0)[16 + 7]).isEqualTo((23 * 0.5f - 3) / 5);
  }

  @Test
  void findsTheChannelAxisBySize() {
    Preprocessing preprocessing = new Preprocessing(Optional.empty(), 1, List.of(100f, 200f, 300f), List.of());
    assertThat(floats(load(graph(IMAGE_NCHW), preprocessing, Map.of("x", counting(1, 3, 2, 4))), 0)[16]).isEqualTo(16 - 300);
    Graph ambiguous = graph(TensorType.f32(Shape.of(1, 3, 2, 3)));
    assertThatThrownBy(() -> load(ambiguous, preprocessing, Map.of("x", counting(1, 3, 2, 3)))).hasMessageContaining("not clear which axis");
  }

  @Test
  void rejectsUnusablePreprocessing() {
    assertThatThrownBy(() -> Preprocessing.scaledBy(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Preprocessing(Optional.empty(), 1, List.of(), List.of(0f))).hasMessageContaining("not 0");
    assertThatThrownBy(() -> new Preprocessing(Optional.empty(), 1, List.of(1f, 2f), List.of(1f, 2f, 3f))).hasMessageContaining("equally many");
  }

  @Test
  void integersOfAQuantisedInputStayAndOthersAreQuantised() {
    TensorType type = TensorType.quantised(DType.S8, Shape.of(1, 4), Quant.perTensor(0.5f, -10));
    SampleSet integers = load(graph(type), Preprocessing.NONE, Map.of("x", NpyArray.ofS8(Shape.of(1, 4), new byte[] {-128, 0, 5, 127})));
    assertThat(integers.sample(0).get(0).bytes()).containsExactly(-128, 0, 5, 127);
    NpyArray reals = NpyArray.ofF32(Shape.of(1, 4), new float[] {0.25f, 0.75f, -1000, 1000});
    SampleSet quantised = load(graph(type), Preprocessing.NONE, Map.of("x", reals));
    assertThat(quantised.sample(0).get(0).bytes()).containsExactly(-10, -8, -128, 127);
    NpyArray pixels = NpyArray.ofU8(Shape.of(1, 4), new byte[] {0, 1, 2, 3});
    assertThat(load(graph(type), Preprocessing.NONE, Map.of("x", pixels)).sample(0).get(0).bytes()).containsExactly(-10, -8, -6, -4);
  }

  @Test
  void convertsToTheQuantisedFormOfTheGraph() {
    SampleSet samples = load(graph(TensorType.f32(Shape.of(1, 2))), Preprocessing.NONE, Map.of("x", counting(2, 2)));
    TensorType type = TensorType.quantised(DType.U8, Shape.of(1, 2), Quant.perTensor(0.1f, 128));
    assertThat(samples.forGraph(graph(type)).sample(1).get(0).bytes()).containsExactly((byte) 148, (byte) 158);
  }

  @Test
  void convertsToChannelsLast() {
    SampleSet samples = load(graph(IMAGE_NCHW), Preprocessing.NONE, Map.of("x", counting(1, 3, 2, 4)));
    assertThat(floats(samples.forGraph(graph(TensorType.f32(Shape.of(1, 2, 4, 3)))), 0)).startsWith(0, 8, 16, 1, 9, 17);
  }

  @Test
  void readsLabels() {
    Graph graph = graph(TensorType.f32(Shape.of(1, 2)));
    SampleSet samples = load(
        graph, Preprocessing.NONE, Map.of("x", counting(3, 2), "y", NpyArray.ofS64(Shape.of(3, 1), new long[] {4, -1, 2})));
    assertThat(samples.labels()).hasValue(List.of(4, -1, 2));
    assertThat(samples.range(1, 9).size()).isEqualTo(2);
    assertThat(samples.range(1, 9).labels()).hasValue(List.of(-1, 2));
    assertThat(floats(samples.range(1, 2), 0)).containsExactly(2, 3);
  }

  @Test
  void anInputNamedLikeTheLabelsIsAnInput() {
    GraphBuilder builder = new GraphBuilder("g");
    builder.output(builder.input("y", TensorType.f32(Shape.of(1, 2))));
    SampleSet samples = load(builder.build(), Preprocessing.NONE, Map.of("y", counting(3, 2)));
    assertThat(floats(samples, 1)).containsExactly(2, 3);
    assertThat(samples.labels()).isEmpty();
  }

  @Test
  void rejectsLabelsThatDoNotFit() {
    Graph graph = graph(TensorType.f32(Shape.of(1, 2)));
    assertThatThrownBy(() -> load(graph, Preprocessing.NONE, Map.of("x", counting(3, 2), "y", counting(4))))
        .hasMessageContaining("E306").hasMessageContaining("3 samples");
    NpyArray fractions = NpyArray.ofF32(Shape.of(3), new float[] {0, 1, 1.5f});
    assertThatThrownBy(() -> load(graph, Preprocessing.NONE, Map.of("x", counting(3, 2), "y", fractions)))
        .hasMessageContaining("E306").hasMessageContaining("1.5");
  }

  @Test
  void rejectsNumbersThatAnInputCannotTake() {
    NpyArray notFinite = NpyArray.ofF32(Shape.of(2, 2), new float[] {0, 1, Float.NaN, 2});
    assertThatThrownBy(() -> load(graph(TensorType.f32(Shape.of(1, 2))), Preprocessing.NONE, Map.of("x", notFinite)))
        .hasMessageContaining("E302").hasMessageContaining("sample 1 holds NaN");
    NpyArray fractions = NpyArray.ofF32(Shape.of(1, 2), new float[] {0, 0.5f});
    assertThatThrownBy(() -> load(graph(TensorType.of(DType.S64, Shape.of(1, 2))), Preprocessing.NONE, Map.of("x", fractions)))
        .hasMessageContaining("sample 0 holds 0.5");
    assertThatThrownBy(() -> load(graph(TensorType.f32(Shape.of(1, 2))), Preprocessing.NONE, Map.of("x", counting(0, 2))))
        .hasMessageContaining("no samples");
  }
}
