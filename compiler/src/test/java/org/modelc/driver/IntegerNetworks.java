package org.modelc.driver;

import static org.modelc.onnx.OnnxModelBuilder.integer;
import static org.modelc.onnx.OnnxModelBuilder.ints;
import static org.modelc.onnx.OnnxModelBuilder.real;
import static org.modelc.onnx.OnnxModelBuilder.string;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.onnx.OnnxModelBuilder;

/** Blocks of networks for microcontrollers as exporters write them, with seeded weights: each has one output and an input, and some a mask. */
public final class IntegerNetworks {
  private static final int LENGTH = 12;
  private static final int WIDTH = 16;
  private static final int HEADS = 2;

  private final OnnxModelBuilder builder;
  private final Random random = new Random(7);
  private int names;

  private IntegerNetworks(int opset) {
    builder = OnnxModelBuilder.opset(opset);
  }

  /** The block of this name. */
  public static OnnxModelBuilder of(String name) {
    IntegerNetworks networks = new IntegerNetworks(name.equals("normalisations") ? 18 : 13);
    String result = switch (name) {
      case "transformer", "causal", "padded", "filled" -> networks.transformer(name);
      case "mobilenet" -> networks.mobileNet();
      case "unet" -> networks.uNet();
      case "normalisations" -> networks.normalisations();
      case "volumes" -> networks.volumes();
      case "choices" -> networks.choices();
      default -> throw new IllegalArgumentException(name);
    };
    networks.builder.node("Identity", List.of(result), List.of("y")).output("y");
    return networks.builder;
  }

  private String node(String type, List<String> inputs, AttributeProto... attributes) {
    String name = type.toLowerCase(Locale.ROOT) + names++;
    builder.node(type, inputs, List.of(name), attributes);
    return name;
  }

  /** Weights with a standard deviation that keeps activations about as large as they are. */
  private String weights(double deviation, int... dims) {
    String name = "w" + names++;
    float[] values = new float[Shape.of(dims).elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    builder.initialiser(name, Tensor.f32(Shape.of(dims), values));
    return name;
  }

  private String scalar(float value) {
    String name = "k" + names++;
    builder.scalar(name, value);
    return name;
  }

  private String longs(long... values) {
    String name = "i" + names++;
    builder.longs(name, values);
    return name;
  }

  private String linear(String x, int inputs, int outputs) {
    String product = node("MatMul", List.of(x, weights(1 / Math.sqrt(inputs), inputs, outputs)));
    return node("Add", List.of(weights(0.1, outputs), product));
  }

  /** As PyTorch writes it before opset 17. */
  private String layerNorm(String x, int width) {
    String centred = node("Sub", List.of(x, node("ReduceMean", List.of(x), ints("axes", -1))));
    String variance = node("ReduceMean", List.of(node("Pow", List.of(centred, scalar(2)))), ints("axes", -1));
    String root = node("Sqrt", List.of(node("Add", List.of(variance, scalar(1e-5f)))));
    String scaled = node("Mul", List.of(node("Div", List.of(centred, root)), weights(1, width)));
    return node("Add", List.of(scaled, weights(0.2, width)));
  }

  private String gelu(String x) {
    String erf = node("Erf", List.of(node("Div", List.of(x, scalar(1.4142135f)))));
    return node("Mul", List.of(node("Mul", List.of(x, node("Add", List.of(erf, scalar(1))))), scalar(0.5f)));
  }

  private String heads(String x, long... perm) {
    String split = node("Reshape", List.of(linear(x, WIDTH, WIDTH), longs(1, LENGTH, HEADS, WIDTH / HEADS)));
    return node("Transpose", List.of(split), ints("perm", perm));
  }

  /** What hides some scores: a constant that is added, a computed one, or a choice. */
  private String masked(String scores, String kind) {
    return switch (kind) {
      case "causal" -> node("Add", List.of(scores, causalMask()));
      case "padded" -> {
        builder.input("seen", DType.BOOL, 1, 1, 1, LENGTH);
        String hidden = node("Sub", List.of(scalar(1), node("Cast", List.of("seen"), integer("to", 1))));
        yield node("Add", List.of(scores, node("Mul", List.of(hidden, scalar(-Float.MAX_VALUE)))));
      }
      case "filled" -> {
        builder.input("seen", DType.BOOL, 1, 1, LENGTH, LENGTH);
        yield node("Where", List.of(node("Or", List.of("seen", diagonal())), scores, scalar(Float.NEGATIVE_INFINITY)));
      }
      default -> scores;
    };
  }

  /** Later keys are hidden; others get a bias by their distance. */
  private String causalMask() {
    float[] mask = new float[LENGTH * LENGTH];
    for (int i = 0; i < mask.length; i++) {
      int distance = i % LENGTH - i / LENGTH;
      mask[i] = distance > 0 ? Float.NEGATIVE_INFINITY : distance * 0.1f;
    }
    builder.initialiser("mask", Tensor.f32(Shape.of(1, 1, LENGTH, LENGTH), mask));
    return "mask";
  }

  private String diagonal() {
    byte[] diagonal = new byte[LENGTH * LENGTH];
    IntStream.range(0, LENGTH).forEach(i -> diagonal[i * (LENGTH + 1)] = 1);
    builder.initialiser("diagonal", Tensor.of(TensorType.of(DType.BOOL, Shape.of(LENGTH, LENGTH)), diagonal));
    return "diagonal";
  }

  private String attention(String x, String mask) {
    String query = heads(x, 0, 2, 1, 3);
    String key = heads(x, 0, 2, 3, 1);
    String value = heads(x, 0, 2, 1, 3);
    String scores = node("Div", List.of(node("MatMul", List.of(query, key)), scalar((float) Math.sqrt(WIDTH / HEADS))));
    String mixed = node("MatMul", List.of(node("Softmax", List.of(masked(scores, mask)), integer("axis", -1)), value));
    String joined = node("Transpose", List.of(mixed), ints("perm", 0, 2, 1, 3));
    return linear(node("Reshape", List.of(joined, longs(1, LENGTH, WIDTH))), WIDTH, WIDTH);
  }

  private String transformer(String mask) {
    builder.input("x", DType.F32, 1, LENGTH, WIDTH);
    String attended = node("Add", List.of("x", attention(layerNorm("x", WIDTH), mask)));
    String hidden = gelu(linear(layerNorm(attended, WIDTH), WIDTH, 2 * WIDTH));
    return node("Add", List.of(attended, linear(hidden, 2 * WIDTH, WIDTH)));
  }

  private String conv(String x, int inputs, int outputs, int kernel, int groups) {
    int filter = inputs / groups * kernel * kernel;
    int pad = kernel / 2;
    return node("Conv", List.of(x, weights(Math.sqrt(2.0 / filter), outputs, inputs / groups, kernel, kernel), weights(0.1, outputs)),
        ints("kernel_shape", kernel, kernel), ints("pads", pad, pad, pad, pad), integer("group", groups));
  }

  private String hardSwish(String x) {
    String six = node("Clip", List.of(node("Add", List.of(x, scalar(3))), scalar(0), scalar(6)));
    return node("Div", List.of(node("Mul", List.of(x, six)), scalar(6)));
  }

  private String mobileNet() {
    builder.input("x", DType.F32, 1, 8, 10, 10);
    String deep = hardSwish(conv(hardSwish(conv("x", 8, 24, 1, 1)), 24, 24, 5, 24));
    String squeezed = node("Relu", List.of(conv(node("GlobalAveragePool", List.of(deep)), 24, 8, 1, 1)));
    String gate = node("HardSigmoid", List.of(conv(squeezed, 8, 24, 1, 1)), real("alpha", 1 / 6f), real("beta", 0.5f));
    return node("Add", List.of("x", conv(node("Mul", List.of(deep, gate)), 24, 8, 1, 1)));
  }

  private String uNet() {
    builder.input("x", DType.F32, 1, 3, 12, 12);
    String outer = node("Relu", List.of(conv("x", 3, 8, 3, 1)));
    String middle = node("Relu", List.of(conv(pool(outer), 8, 12, 3, 1)));
    String inner = node("PRelu", List.of(conv(pool(middle), 12, 16, 3, 1), weights(0.2, 16, 1, 1)));
    String wide = node("Resize", List.of(inner, "", scales()), string("mode", "nearest"),
        string("coordinate_transformation_mode", "asymmetric"), string("nearest_mode", "floor"));
    String joined = node("Relu", List.of(conv(node("Concat", List.of(wide, middle), integer("axis", 1)), 28, 8, 3, 1)));
    String wider = node("Resize", List.of(joined, "", scales()), string("mode", "linear"), string("coordinate_transformation_mode", "half_pixel"));
    String transposed = node("ConvTranspose", List.of(middle, weights(0.3, 12, 4, 2, 2)), ints("kernel_shape", 2, 2), ints("strides", 2, 2));
    return conv(node("Concat", List.of(wider, outer, transposed), integer("axis", 1)), 20, 4, 1, 1);
  }

  private String pool(String x) {
    return node("MaxPool", List.of(x), ints("kernel_shape", 2, 2), ints("strides", 2, 2));
  }

  private String scales() {
    String name = "s" + names++;
    builder.floats(name, 1, 1, 2, 2);
    return name;
  }

  private String normalisations() {
    builder.input("x", DType.F32, 1, 8, 6, 6);
    String instance = node("InstanceNormalization", List.of(conv("x", 8, 12, 3, 1), weights(1, 12), weights(0.3, 12)));
    String group = node("GroupNormalization", List.of(conv(instance, 12, 12, 3, 1), weights(1, 4), weights(0.3, 4)), integer("num_groups", 4));
    String mish = node("Mish", List.of(group));
    String rows = node("Transpose", List.of(mish), ints("perm", 0, 2, 3, 1));
    String layer = node("LayerNormalization", List.of(rows, weights(1, 12), weights(0.3, 12)), integer("axis", -1));
    String square = node("ReduceMean", List.of(node("Mul", List.of(layer, layer)), longs(-1)));
    String root = node("Sqrt", List.of(node("Add", List.of(square, scalar(1e-6f)))));
    return node("Mul", List.of(node("Mul", List.of(layer, node("Reciprocal", List.of(root)))), weights(1, 12)));
  }

  /** Maxima, comparisons, quotients, running sums, orders. */
  private String choices() {
    builder.input("x", DType.F32, 1, LENGTH, WIDTH);
    String left = linear("x", WIDTH, WIDTH);
    String right = linear("x", WIDTH, WIDTH);
    String smaller = node("Min", List.of(left, node("Sigmoid", List.of(right))));
    String chosen = node("Where", List.of(
        node("And", List.of(node("Greater", List.of(left, right)), node("Less", List.of(right, scalar(0.5f))))),
        node("Max", List.of(left, right)), smaller));
    String gate = node("Sigmoid", List.of(linear(chosen, WIDTH, WIDTH)));
    String shares = node("Div", List.of(gate, node("ReduceSum", List.of(gate, longs(-1)))));
    String sums = node("CumSum", List.of(shares, longs(1)));
    String largest = "top" + names++;
    builder.node("TopK", List.of(sums, longs(4)), List.of(largest, largest + "_places"), integer("axis", 1));
    return linear(node("Concat", List.of(largest, shares), integer("axis", 1)), WIDTH, WIDTH);
  }

  private String volumes() {
    builder.input("x", DType.F32, 1, 2, 6, 6, 6);
    String first = node("Relu", List.of(node("Conv", List.of("x", weights(0.2, 4, 2, 3, 3, 3), weights(0.1, 4)),
        ints("kernel_shape", 3, 3, 3), ints("pads", 1, 1, 1, 1, 1, 1))));
    String pooled = node("MaxPool", List.of(first), ints("kernel_shape", 2, 2, 2), ints("strides", 2, 2, 2));
    return node("AveragePool", List.of(node("Conv", List.of(pooled, weights(0.3, 3, 4, 2, 2, 2)), ints("kernel_shape", 2, 2, 2))),
        ints("kernel_shape", 2, 2, 2));
  }
}
