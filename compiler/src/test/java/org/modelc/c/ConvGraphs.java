package org.modelc.c;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Clamp;
import org.modelc.op.Conv;
import org.modelc.op.Window;

/** Random chains of integer convolutions and samples for them. */
final class ConvGraphs {
  private final Random random;

  ConvGraphs(long seed) {
    this.random = new Random(seed);
  }

  /** A chain of {@code length} convolutions with nodes called {@code names}, repeated as needed. */
  Graph chain(int length, String... names) {
    GraphBuilder builder = new GraphBuilder("convs");
    Value value = builder.input(names[0], TensorType.quantised(DType.S8, shape(), activations()));
    for (int layer = 0; layer < length; layer++) {
      value = convolve(builder, names[layer % names.length], value);
    }
    builder.output(value);
    return builder.build();
  }

  private Shape shape() {
    return Shape.of(1, 3 + random.nextInt(6), 3 + random.nextInt(6), 1 + random.nextInt(5));
  }

  private Quant activations() {
    return Quant.perTensor(0.01f + random.nextFloat() / 10, random.nextInt(256) - 128);
  }

  Value convolve(GraphBuilder builder, String name, Value input) {
    int channels = input.shape().dim(3);
    int outputs = 1 + random.nextInt(6);
    Window window = new Window(1 + random.nextInt(3), 1 + random.nextInt(3), 1, 1, 1, 1, 1, 1, 1, 1);
    Quant weightQuant = Quant.perChannel(scales(outputs), 0);
    Shape weightShape = Shape.of(outputs, window.kernelHeight(), window.kernelWidth(), channels);
    Value weights = builder.constant(name + ".weight", bytes(TensorType.quantised(DType.S8, weightShape, weightQuant)));
    Value bias = builder.constant(name + ".bias", bias(outputs));
    Conv conv = new Conv(window, 1, random.nextBoolean() ? Clamp.RELU : Clamp.NONE);
    List<Value> operands = List.of(input, weights, bias);
    TensorType type = conv.infer(operands.stream().map(Value::type).toList()).get(0);
    TensorType output = TensorType.quantised(DType.S8, type.shape(), activations());
    return builder.addTyped(name, conv, operands, List.of(name), List.of(output)).get(0);
  }

  private List<Float> scales(int channels) {
    return IntStream.range(0, channels).mapToObj(channel -> 0.001f + random.nextFloat() / 100).toList();
  }

  private Tensor bias(int channels) {
    return Tensor.of(TensorType.of(DType.S32, Shape.of(channels)), random.ints(channels, -5000, 5000).toArray());
  }

  Tensor bytes(TensorType type) {
    byte[] bytes = new byte[type.elements()];
    random.nextBytes(bytes);
    return Tensor.of(type, bytes);
  }

  /** Random elements for every input of an integer graph. */
  List<Tensor> sample(Graph graph) {
    List<Tensor> sample = new ArrayList<>();
    graph.inputs().forEach(input -> sample.add(bytes(input.type())));
    return sample;
  }
}
