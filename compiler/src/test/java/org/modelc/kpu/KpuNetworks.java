package org.modelc.kpu;

import java.util.ArrayList;
import java.util.List;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Quant;
import org.modelc.ir.Shape;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.kernel.OpCase;
import org.modelc.kernel.RandomTensors;
import org.modelc.kernel.Weighted;
import org.modelc.op.Binary;
import org.modelc.op.Clamp;
import org.modelc.op.Conv;
import org.modelc.op.Dense;
import org.modelc.op.MaxPool;
import org.modelc.op.Op;
import org.modelc.op.Quantise;
import org.modelc.op.Reduce;
import org.modelc.op.Requantise;
import org.modelc.op.Reshape;
import org.modelc.op.Reshape;
import org.modelc.op.Transpose;
import org.modelc.op.Window;

/** Random networks of integers whose layers fit the KPU: every kind of convolution, pools, additions. */
public final class KpuNetworks {
  private final RandomTensors random;
  private final GraphBuilder builder;

  private KpuNetworks(long seed) {
    this.random = new RandomTensors(seed);
    this.builder = new GraphBuilder("kpu" + seed);
  }

  /** One convolution. */
  public static Graph convolution(long seed) {
    KpuNetworks network = new KpuNetworks(seed);
    Value input = network.input(network.size(), network.size(), network.random.between(1, 9));
    return network.build(network.random.chance(0.3) ? network.depthwise("conv", input) : network.conv("conv", input));
  }

  /** Convolutions, of which depthwise ones with strides come before 1x1 ones, a pool, a mean, and two additions that share an operand. */
  public static Graph blocks(long seed) {
    KpuNetworks network = new KpuNetworks(seed);
    int size = 16 * network.random.between(1, 2);
    Value first = network.conv("first", network.input(size, size, network.random.between(1, 4)), 3, 1, 8);
    Value down = network.conv("expand", network.depthwise("depthwise", first, 2), 1, 1, 8);
    Value a = network.conv("a", down, 3, 1, 8);
    Value b = network.add("add", down, a);
    Value c = network.add("again", a, network.conv("c", b, 1, 1, 8));
    List<Value> outputs = new ArrayList<>(List.of(network.conv("last", c, 3, 2, 5)));
    outputs.add(network.mean(c));
    if (network.random.chance(0.5)) {
      outputs.add(network.pool(network.conv("pooled", b, 3, 1, 4), 2));
    }
    return network.build(outputs.toArray(Value[]::new));
  }

  /** Windows of any size, stride, dilation and padding on images of any size, with what may follow: a pool, a 1x1 convolution, a 3x3 one, a mean. */
  public static Graph windows(long seed) {
    KpuNetworks network = new KpuNetworks(seed);
    RandomTensors random = network.random;
    Value input = network.planes(random.between(1, 24), 8 * random.between(0, 3) + random.between(1, 8), random.between(1, 3));
    Value first = network.conv("first", input, network.anyWindow(input.shape()), random.between(8, 24));
    Value second = switch (random.between(0, 4)) {
      case 0 -> network.pooled(first);
      case 1 -> network.conv("pointwise", first, 1, 1, 6);
      case 2 -> network.depthwise("depthwise", first, Window.of(3, 3).withPads(1, 1, 1, 1));
      case 3 -> network.conv("valid", first, network.unpadded(first.shape()), 6);
      default -> first;
    };
    Value third = random.chance(0.5) ? network.conv("third", second, 1, 1, 6) : network.conv("third", second, network.anyWindow(second.shape()), 6);
    return random.chance(0.5) ? network.build(third) : network.build(third, network.mean(second));
  }

  /**
   * Two convolutions of an image, the first with 3x3 filters of stride 1 or 2.
   *
   * @param storage of the input: S8, U8 of other numbers, or F32
   * @param planes whether it is [1,C,H,W], not [1,H,W,C]
   */
  public static Graph picture(long seed, int width, DType storage, boolean planes) {
    KpuNetworks network = new KpuNetworks(seed);
    RandomTensors random = network.random;
    int height = 2 * random.between(4, 6);
    int channels = random.between(1, 3);
    Quant quant = Quant.perTensor(random.quant().scale(), random.between(-128, 127));
    Shape shape = planes ? Shape.of(1, channels, height, width) : Shape.of(1, height, width, channels);
    TensorType type = TensorType.quantised(DType.S8, shape, quant);
    Value image = network.moved(storage, type);
    Value channelsLast = planes ? network.channelsLast(image) : image;
    Value first = network.conv("first", channelsLast, 3, random.between(1, 2), 6);
    return network.build(network.conv("second", first, 3, 2, 4));
  }

  /** As the passes leave it: a view of one channel. */
  private Value channelsLast(Value image) {
    Shape shape = image.shape();
    return shape.dim(1) == 1
        ? builder.add("image", new Reshape(Shape.of(1, shape.dim(2), shape.dim(3), 1)), image)
        : builder.add("image", new Transpose(List.of(0, 2, 3, 1)), image);
  }

  private Value moved(DType storage, TensorType type) {
    Quant quant = type.requireQuant();
    if (storage == DType.U8) {
      Value input = builder.input("input", TensorType.quantised(DType.U8, type.shape(), Quant.perTensor(quant.scale() * 1.25f, quant.zeroPoint() + 128)));
      return builder.add("requantise", new Requantise(DType.S8, quant), input);
    }
    return storage == DType.F32
        ? builder.add("quantise", new Quantise(DType.S8, quant), builder.input("input", TensorType.of(DType.F32, type.shape())))
        : builder.input("input", type);
  }

  /** Matrix products of a vector, or of an image that a convolution, with or without a pool, made; some follow each other, and share operands. */
  public static Graph products(long seed) {
    KpuNetworks network = new KpuNetworks(seed);
    RandomTensors random = network.random;
    Value vector = random.chance(0.3) ? network.vector(random.between(16, 700)) : network.flattened();
    Value first = network.dense("first", vector, random.between(8, 70));
    Value second = network.dense("second", first, random.between(1, 40));
    Value third = network.dense("third", random.chance(0.5) ? second : first, random.between(1, 40));
    return random.chance(0.5) ? network.build(third) : network.build(third, network.dense("other", vector, random.between(4, 30)), first);
  }

  /** Images of one column, as sounds and other sequences are: convolutions with and without padding, depthwise ones, a sum or a mean of them. */
  public static Graph columns(long seed) {
    KpuNetworks network = new KpuNetworks(seed);
    RandomTensors random = network.random;
    Value input = network.input(random.between(8, 60), 1, random.between(2, 40));
    Value first = random.chance(0.5) ? network.conv("first", input, network.column(3), 32)
        : network.depthwise("first", input, network.column(random.between(2, 5)));
    Value second = network.conv("second", first, 1, 1, 48);
    Value third = network.conv("third", second, network.column(3), 24);
    Value last = random.chance(0.3) ? network.add("sum", third, third) : network.depthwise("last", third, network.column(3));
    return random.chance(0.5) ? network.build(last) : network.build(network.mean(last), second);
  }

  /** A window of one column, with all of the padding or none. */
  private Window column(int kernel) {
    int pad = random.chance(0.5) ? (kernel - 1) / 2 : 0;
    return Window.of(kernel, 1).withPads(pad, 0, pad, 0);
  }

  private Value flattened() {
    Value image = input(random.between(4, 24), random.between(4, 24), random.between(1, 4));
    Value result = switch (random.between(0, 3)) {
      case 0 -> pool(conv("conv", image, 3, 1, random.between(1, 9)), 2);
      case 1 -> conv("conv", image, unpadded(image.shape()), random.between(1, 9));
      case 2 -> conv("conv", image, anyWindow(image.shape()), random.between(1, 9));
      default -> conv("conv", image, 3, 2, random.between(1, 9));
    };
    return builder.add("flat", new Reshape(Shape.of(1, result.type().elements())), result);
  }

  private Window anyWindow(Shape input) {
    int[] rows = extent(input.dim(1));
    int[] columns = extent(input.dim(2));
    return new Window(rows[0], columns[0], rows[1], columns[1], rows[2], columns[2], rows[3], columns[3], rows[4], columns[4]);
  }

  /** Kernel, stride, dilation, and padding on both sides. */
  private int[] extent(int input) {
    int kernel = random.between(1, 6);
    int dilation = random.chance(0.2) ? 2 : 1;
    int reach = (kernel - 1) * dilation;
    int before = random.between(0, reach);
    int after = random.between(Math.min(reach, Math.max(0, reach + 1 - input - before)), reach);
    return new int[] {kernel, random.between(1, 3), dilation, before, after};
  }

  private Window unpadded(Shape input) {
    return Window.of(Math.min(3, input.dim(1)), Math.min(3, input.dim(2)));
  }

  private Value pooled(Value input) {
    return Math.min(input.shape().dim(1), input.shape().dim(2)) < 2 ? input : pool(input, 2);
  }

  private int size() {
    return 2 * random.between(4, random.chance(0.2) ? 34 : 10);
  }

  private Value input(int height, int width, int channels) {
    return builder.input("input", TensorType.quantised(DType.S8, Shape.of(1, height, width, channels), random.quant()));
  }

  /** An image that some networks take as planes. */
  private Value planes(int height, int width, int channels) {
    if (random.chance(0.5)) {
      return input(height, width, channels);
    }
    Value planes = builder.input("input", TensorType.quantised(DType.S8, Shape.of(1, channels, height, width), random.quant()));
    return builder.add("image", new Transpose(List.of(0, 2, 3, 1)), planes);
  }

  private Value vector(int elements) {
    return builder.input("input", TensorType.quantised(DType.S8, Shape.of(1, elements), random.quant()));
  }

  private Value dense(String name, Value input, int outputs) {
    return weighted(name, input, new Dense(Weighted.clamp(random)), Shape.of(outputs, input.shape().dim(-1)));
  }

  private Value conv(String name, Value input) {
    return conv(name, input, random.oneOf(List.of(1, 3)), random.between(1, 2), random.between(1, 9));
  }

  private Value conv(String name, Value input, int kernel, int stride, int filters) {
    return conv(name, input, window(kernel, stride), filters);
  }

  private Value conv(String name, Value input, Window window, int filters) {
    return weighted(name, input, window, 1, Shape.of(filters, window.kernelHeight(), window.kernelWidth(), input.shape().dim(3)));
  }

  private Value depthwise(String name, Value input) {
    return depthwise(name, input, random.between(1, 2));
  }

  private Value depthwise(String name, Value input, int stride) {
    return input.shape().dim(3) == 1 ? conv(name, input) : depthwise(name, input, window(3, stride));
  }

  private Value depthwise(String name, Value input, Window window) {
    int channels = input.shape().dim(3);
    return weighted(name, input, window, channels, Shape.of(channels, window.kernelHeight(), window.kernelWidth(), 1));
  }

  /** With stride 2 any of the four places of a 2x2 square is the first middle of a 3x3 window. */
  private Window window(int kernel, int stride) {
    int pad = kernel / 2;
    int top = stride == 1 ? pad : random.between(0, pad);
    int left = stride == 1 ? pad : random.between(0, pad);
    return new Window(kernel, kernel, stride, stride, 1, 1, top, left, pad, pad);
  }

  private Value weighted(String name, Value input, Window window, int groups, Shape weights) {
    return weighted(name, input, new Conv(window, groups, Weighted.clamp(random)), weights);
  }

  private Value weighted(String name, Value input, Op op, Shape weights) {
    OpCase layer = Weighted.of(name, op, random, input.shape(), weights, true);
    Quant quant = input.type().requireQuant();
    float ratio = quant.scale() / layer.inputs().get(0).type().requireQuant().scale();
    TensorType output = layer.output().withQuant(Quant.perTensor(layer.output().requireQuant().scale() * ratio, layer.output().requireQuant().zeroPoint()));
    List<Value> inputs = List.of(input, builder.constant(name + "_weights", layer.inputs().get(1)), builder.constant(name + "_bias", layer.inputs().get(2)));
    return builder.addTyped(name, layer.op(), inputs, List.of(name), List.of(output)).get(0);
  }

  private Value add(String name, Value a, Value b) {
    double largest = a.type().requireQuant().scale() + b.type().requireQuant().scale();
    Quant quant = Quant.perTensor((float) (largest * random.powerOfTwo(-1, 1)), random.quant().zeroPoint());
    Clamp clamp = random.oneOf(List.of(Clamp.NONE, Clamp.RELU));
    return builder.addTyped(name, new Binary(Binary.Kind.ADD, clamp), List.of(a, b), List.of(name), List.of(a.type().withQuant(quant))).get(0);
  }

  private Value mean(Value input) {
    Reduce reduce = new Reduce(random.oneOf(List.of(Reduce.Kind.MEAN, Reduce.Kind.SUM)), List.of(1, 2), random.chance(0.5));
    Quant quant = Quant.perTensor(input.type().requireQuant().scale() * reduce.count(input.shape()) / reduce.divisor(input.shape()), random.between(-128, 127));
    TensorType type = reduce.infer(List.of(input.type())).get(0).withQuant(quant);
    return builder.addTyped("mean", reduce, List.of(input), List.of("mean"), List.of(type)).get(0);
  }

  private Value pool(Value input, int size) {
    return builder.add(input.name() + "_pool", new MaxPool(new Window(size, size, size, size, 1, 1, 0, 0, 0, 0)), input);
  }

  private Graph build(Value... outputs) {
    List.of(outputs).forEach(builder::output);
    return builder.build();
  }
}
