package org.modelc.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.modelc.op.Clamp;
import org.modelc.op.Conv;
import org.modelc.op.Dequantise;
import org.modelc.op.Quantise;
import org.modelc.op.Reduce;
import org.modelc.op.Reshape;
import org.modelc.op.Unary;
import org.modelc.op.Window;

class IrTextTest {
  private static final String EXAMPLE = """
      graph example
      input x f32[1x4x4x1]
      constant w f32[2x3x3x1] = random 7 -1.0 1.0
      constant b f32[2] = fill 0.5
      conv: y f32[1x2x4x2] = Conv(window=[3x3 stride 2x1 dilation 1x1 pad 1 1 1 1], groups=1, clamp=0.0..inf)(x, w, b)
      "output" f32[1x16] = Reshape(shape=[1x16])(y)
      output "output"
      """;

  @Test
  void printedTextIsReadBack() {
    Graph graph = Parser.parse(EXAMPLE);
    String text = Printer.print(graph);
    assertThat(Printer.print(Parser.parse(text))).isEqualTo(text);
    assertThat(graph.nodes().get(0).op())
        .isEqualTo(new Conv(new Window(3, 3, 2, 1, 1, 1, 1, 1, 1, 1), 1, Clamp.RELU));
    assertThat(text).contains("conv: y f32[1x2x4x2] = Conv(window=[3x3 stride 2x1 pad 1 1 1 1], groups=1, clamp=0.0..inf)(x, w, b)");
  }

  @Test
  void everyKindOfAttributeAndTypeSurvives() {
    GraphBuilder builder = new GraphBuilder("types \"*/\n");
    Value input = builder.input("a:0", TensorType.f32(Shape.of(2, 3)));
    Value quantised = builder.add("q", new Quantise(DType.S8, Quant.perTensor(0.1f, -3)), input);
    Value floats = builder.add("d", new Dequantise(), quantised);
    Value reduced = builder.add("reduce", new Reduce(Reduce.Kind.MEAN, List.of(0, 1), false), floats);
    builder.output(builder.add("input", new Unary(Unary.Kind.LEAKY_RELU, 0.1f, Float.NEGATIVE_INFINITY), reduced));
    Tensor perChannel = Tensor.of(
        TensorType.quantised(DType.S8, Shape.of(2, 2), Quant.perChannel(List.of(0.5f, 0.25f), 1)), new byte[] {1, -128, 127, 0});
    builder.output(builder.add("view", new Reshape(Shape.of(1, 2, 2)), builder.constant("größe", perChannel)));
    Graph graph = builder.build();

    Graph read = Parser.parse(Printer.print(graph));

    assertThat(read.name()).isEqualTo(graph.name());
    assertThat(read.nodes()).extracting(Node::op).isEqualTo(graph.nodes().stream().map(Node::op).toList());
    assertThat(read.nodes()).extracting(Node::outputTypes).isEqualTo(graph.nodes().stream().map(Node::outputTypes).toList());
    assertThat(read.inputs().get(0).name()).isEqualTo("a:0");
    Value constant = read.constants().iterator().next();
    assertThat(constant.name()).isEqualTo("größe");
    assertThat(constant.type()).isEqualTo(perChannel.type());
    assertThat(constant.requireConstant().bytes()).isEqualTo(perChannel.bytes());
  }

  @Test
  void asymmetricScalesByChannelSurvive() {
    TensorType type =
        TensorType.quantised(DType.U8, Shape.of(2), new Quant(List.of(0.5f, 0.25f), List.of(3, 128), 0));
    assertThat(TypeText.parse(new Tokens(TypeText.print(type)))).isEqualTo(type);
  }

  @Test
  void summaryShowsFewElements() {
    assertThat(Printer.summarise(Parser.parse(EXAMPLE))).containsPattern("constant w f32\\[2x3x3x1] = (\\S+ ){6}\\.\\.\\.\n");
  }

  @Test
  void missingOutputTypesAreInferred() {
    Graph graph = Parser.parse("input x f32[2x2]\ny = Softmax(axis=1)(x)\noutput y");
    assertThat(graph.outputs().get(0).type()).isEqualTo(TensorType.f32(Shape.of(2, 2)));
  }

  @Test
  void mistakesNameTheLine() {
    assertThatThrownBy(() -> Parser.parse("input x f32[2]\ny = Softmax(axis=0)(z)")).hasMessage("line 2: undefined value z");
    assertThatThrownBy(() -> Parser.parse("input x f32[2]\ny = Softmax(axes=0)(x)")).hasMessage("line 2: Softmax has no attribute axes");
    assertThatThrownBy(() -> Parser.parse("input x f32[2] junk")).hasMessage("line 1: unexpected `junk`");
    assertThatThrownBy(() -> Parser.parse("input x f32[2]\ninput x f32[2]")).hasMessage("line 2: value x is defined twice");
    assertThatThrownBy(() -> Parser.parse("input x f32[2]\ny = Softmax()(x)")).hasMessageStartingWith("line 2: Softmax needs the attributes");
  }
}
