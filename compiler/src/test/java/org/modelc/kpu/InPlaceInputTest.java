package org.modelc.kpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.KpuFrame;
import org.modelc.op.KpuUpload;
import org.modelc.op.Quantise;
import org.modelc.op.Reshape;
import org.modelc.op.Unary;

class InPlaceInputTest {
  private static final Quant QUANT = Quant.perTensor(0.5f, 0);

  private final GraphBuilder builder = new GraphBuilder("net");

  private Value input(String name, DType dtype, int width) {
    Shape shape = Shape.of(1, 8, width, 3);
    return builder.input(name, dtype == DType.F32 ? TensorType.of(dtype, shape) : TensorType.quantised(dtype, shape, QUANT));
  }

  private Value upload(Value value, KpuFrame frame) {
    return builder.add("upload", new KpuUpload(frame, false), value);
  }

  private Graph build(Value... outputs) {
    for (Value output : outputs) {
      builder.output(output);
    }
    return builder.build();
  }

  @Test
  void imagesWithLinesOfWholeRowsLieInPlace() {
    Value x = builder.add("quantise", new Quantise(DType.S8, QUANT), input("x", DType.F32, 128));
    Graph graph = build(upload(x, KpuFrame.whole(x.shape())));
    InPlaceInput input = InPlaceInput.of(graph).orElseThrow();
    assertThat(InPlaceInput.refusal(graph)).isEmpty();
    assertThat(input.image()).isSameAs(graph.outputs().get(0));
    assertThat(input.moves()).containsExactlyElementsOf(graph.nodes());
  }

  @Test
  void viewsNeedNoCode() {
    Value x = builder.input("x", TensorType.quantised(DType.S8, Shape.of(1, 1, 8, 64), QUANT));
    Value view = builder.add("view", new Reshape(Shape.of(1, 8, 64, 1)), x);
    InPlaceInput input = InPlaceInput.of(build(upload(view, KpuFrame.whole(view.shape())))).orElseThrow();
    assertThat(input.moves()).extracting(Node::name).containsExactly("upload");
  }

  @Test
  void otherWidthsAreCopied() {
    Value x = input("x", DType.S8, 96);
    assertThat(InPlaceInput.refusal(build(upload(x, KpuFrame.whole(x.shape()))))).contains("its width 96 is no multiple of 64");
  }

  @Test
  void severalInputsAreCopied() {
    Value x = input("x", DType.S8, 64);
    Value y = input("y", DType.S8, 64);
    assertThat(InPlaceInput.refusal(build(upload(x, KpuFrame.whole(x.shape())), y))).contains("the network has 2 inputs");
  }

  @Test
  void thinnedOutInputsAreCopied() {
    Value x = input("x", DType.S8, 128);
    KpuFrame frame = new KpuFrame(8, 64, 1, 2, List.of(0), List.of(0, 1));
    assertThat(InPlaceInput.refusal(build(upload(x, frame)))).contains("the first layer reads moved or thinned out copies of it");
  }

  @Test
  void inputsThatTheCpuReadsAreCopied() {
    Value x = input("x", DType.S8, 64);
    Value first = builder.add("first", Unary.of(Unary.Kind.TANH), x);
    assertThat(InPlaceInput.refusal(build(first))).contains("node \"first\", which reads it, is not on the KPU");
  }

  @Test
  void inputsWithSeveralReadersAreCopied() {
    Value x = input("x", DType.S8, 64);
    Value first = builder.add("first", Unary.of(Unary.Kind.TANH), x);
    assertThat(InPlaceInput.refusal(build(upload(x, KpuFrame.whole(x.shape())), first))).contains("several nodes read it");
  }
}
