package org.modelc.driver;

import static org.modelc.onnx.OnnxModelBuilder.integer;
import static org.modelc.onnx.OnnxModelBuilder.ints;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.modelc.ir.DType;
import org.modelc.onnx.OnnxModelBuilder;

/** ONNX files of many small seeded networks beside each other, so that one image tests them all: each has an input and an output. */
final class RandomModels {
  private final Random random;
  private final OnnxModelBuilder builder = OnnxModelBuilder.opset(17);
  private String value;
  private int channels;
  private int size;
  private int names;

  private RandomModels(long seed) {
    random = new Random(seed);
  }

  /** @param networks how many of them */
  static OnnxModelBuilder of(long seed, int networks) {
    RandomModels models = new RandomModels(seed);
    for (int i = 0; i < networks; i++) {
      models.network(i);
    }
    return models.builder;
  }

  private void network(int index) {
    channels = 1 + random.nextInt(6);
    size = 6 + random.nextInt(7);
    value = "x" + index;
    builder.input(value, DType.F32, 1, channels, size, size);
    int layers = 1 + random.nextInt(4);
    for (int layer = 0; layer < layers; layer++) {
      layer();
    }
    if (random.nextBoolean()) {
      classifier();
    }
    apply("Identity", "y" + index, List.of(value));
    builder.output("y" + index);
  }

  private void layer() {
    switch (random.nextInt(7)) {
      case 0, 1 -> convolution();
      case 2 -> depthwise();
      case 3 -> pool(random.nextBoolean() ? "MaxPool" : "AveragePool");
      case 4 -> activation();
      case 5 -> residual();
      default -> scaling();
    }
  }

  private void convolution() {
    int kernel = 1 + random.nextInt(3);
    int outputs = 1 + random.nextInt(9);
    convolution(kernel, outputs, 1, channels);
    channels = outputs;
  }

  private void depthwise() {
    int multiplier = 1 + random.nextInt(2);
    convolution(1 + random.nextInt(3), channels * multiplier, channels, 1);
    channels *= multiplier;
  }

  /** Padding keeps the map at least as large as the kernel. */
  private void convolution(int kernel, int outputs, int groups, int filterInputs) {
    String weights = name("w");
    String bias = name("b");
    int stride = size >= 6 ? 1 + random.nextInt(2) : 1;
    int begin = random.nextInt(kernel);
    int end = Math.max(random.nextInt(kernel), kernel - size - begin);
    builder.random(weights, outputs, filterInputs, kernel, kernel).random(bias, outputs);
    String result = name("conv");
    builder.node("Conv", List.of(value, weights, bias), List.of(result),
        ints("kernel_shape", kernel, kernel), ints("strides", stride, stride), ints("pads", begin, begin, end, end), integer("group", groups));
    value = result;
    size = (size + begin + end - kernel) / stride + 1;
  }

  private void pool(String type) {
    if (size < 2) {
      return;
    }
    int stride = 1 + random.nextInt(2);
    String result = name("pool");
    builder.node(type, List.of(value), List.of(result), ints("kernel_shape", 2, 2), ints("strides", stride, stride));
    value = result;
    size = (size - 2) / stride + 1;
  }

  private void activation() {
    List<String> types = List.of("Relu", "Sigmoid", "Tanh", "LeakyRelu", "HardSwish");
    apply(types.get(random.nextInt(types.size())), name("activation"), List.of(value));
  }

  private void residual() {
    String skip = value;
    int kept = size;
    convolutionOfEqualShape();
    if (size == kept) {
      apply("Add", name("sum"), List.of(value, skip));
    }
  }

  private void convolutionOfEqualShape() {
    String weights = name("w");
    builder.random(weights, channels, channels, 3, 3);
    String result = name("conv");
    builder.node("Conv", List.of(value, weights), List.of(result), ints("kernel_shape", 3, 3), ints("pads", 1, 1, 1, 1));
    value = result;
  }

  /** By channel, as a batch normalisation leaves it. */
  private void scaling() {
    String factor = name("factor");
    builder.random(factor, channels, 1, 1);
    apply(random.nextBoolean() ? "Mul" : "Add", name("scaled"), List.of(value, factor));
  }

  private void classifier() {
    String flat = name("flat");
    builder.node("Flatten", List.of(value), List.of(flat));
    String weights = name("w");
    int classes = 2 + random.nextInt(9);
    builder.random(weights, channels * size * size, classes);
    String logits = name("logits");
    builder.node("MatMul", List.of(flat, weights), List.of(logits));
    value = logits;
    if (random.nextBoolean()) {
      apply("Softmax", name("softmax"), List.of(value));
    }
  }

  private void apply(String type, String result, List<String> inputs) {
    builder.node(type, new ArrayList<>(inputs), List.of(result));
    value = result;
  }

  private String name(String role) {
    return role + names++;
  }
}
