package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.List;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Concat;
import org.modelc.op.Gather;
import org.modelc.op.OpException;
import org.modelc.op.Reshape;
import org.modelc.op.Scatter;
import org.modelc.op.Slice;
import org.modelc.op.Unary;
import org.modelc.problem.Code;

/** What transformers and state-space models do along a sequence beside Attention. */
final class SequenceTranslator {
  private SequenceTranslator() {}

  /** RotaryEmbedding: pairs of elements turned by an angle that depends on the place. Input [B,H,S,D] or [B,S,H D]. */
  static Value rotary(NodeContext node) {
    Value x = node.real(node.input(0));
    boolean isFlat = x.shape().rank() == 3;
    Value apart = isFlat ? apart(node, x) : x;
    if (apart.shape().rank() != 4) {
      throw new OpException(Code.E204, "input has shape " + x.shape() + ", rank 3 or 4 is needed");
    }
    int size = apart.shape().dim(3);
    int given = node.attributes().integer("rotary_embedding_dim", 0);
    int turned = given == 0 ? size : given;
    if (turned < 2 || turned > size || turned % 2 != 0) {
      throw new OpException(Code.E203, "rotary_embedding_dim is " + turned + ", heads have " + size + " elements");
    }
    Value cosine = angles(node, 1, "cosine", apart.shape(), isFlat, turned / 2);
    Value sine = angles(node, 2, "sine", apart.shape(), isFlat, turned / 2);
    Value rotated = rotated(node, apart, cosine, sine, turned);
    Value y = turned == size ? rotated : node.step(
        "all", new Concat(3), rotated, part(node, "rest", apart, turned, 1, size - turned));
    return node.step("y", new Reshape(x.shape()), y);
  }

  private static Value apart(NodeContext node, Value x) {
    int heads = node.attributes().integer("num_heads", 0);
    if (heads < 1 || x.shape().dim(2) % heads != 0) {
      throw new OpException(Code.E203, "num_heads is " + heads + " for an input of shape " + x.shape());
    }
    return node.step("heads", new Reshape(Shape.of(x.shape().dim(0), x.shape().dim(1), heads, x.shape().dim(2) / heads)), x);
  }

  /** Cosines or sines [B,1,S,n], or [B,S,1,n] where heads stand behind places. */
  private static Value angles(NodeContext node, int index, String suffix, Shape x, boolean isFlat, int pairs) {
    Value cache = node.real(node.input(index));
    Value byPlace = node.has(3) ? node.step(suffix, new Gather(0), cache, node.input(3)) : cache;
    int batch = x.dim(0);
    int places = x.dim(isFlat ? 1 : 2);
    if (byPlace.shape().elements() != (long) batch * places * pairs) {
      throw new OpException(Code.E204, suffix + "s of shape " + byPlace.shape() + " do not fit an input of shape " + x);
    }
    return node.step(suffix + "_by_head", new Reshape(
        isFlat ? Shape.of(batch, places, 1, pairs) : Shape.of(batch, 1, places, pairs)), byPlace);
  }

  private static Value rotated(NodeContext node, Value x, Value cosine, Value sine, int turned) {
    boolean isInterleaved = node.attributes().flag("interleaved", false);
    int pairs = turned / 2;
    Value a = part(node, "a", x, 0, isInterleaved ? 2 : 1, pairs);
    Value b = part(node, "b", x, isInterleaved ? 1 : pairs, isInterleaved ? 2 : 1, pairs);
    Value real = node.step("real", op(Binary.Kind.SUB),
        node.step("a_cosine", op(Binary.Kind.MUL), a, cosine), node.step("b_sine", op(Binary.Kind.MUL), b, sine));
    Value imaginary = node.step("imaginary", op(Binary.Kind.ADD),
        node.step("a_sine", op(Binary.Kind.MUL), a, sine), node.step("b_cosine", op(Binary.Kind.MUL), b, cosine));
    if (!isInterleaved) {
      return node.principal("turned", new Concat(3), real, imaginary);
    }
    List<Integer> dims = new ArrayList<>(real.shape().dims());
    dims.add(1);
    Value beside = node.principal("beside", new Concat(4),
        node.step("real_column", new Reshape(new Shape(dims)), real), node.step("imaginary_column", new Reshape(new Shape(dims)), imaginary));
    return node.step("turned", new Reshape(x.shape().withDim(3, turned)), beside);
  }

  /** Some elements of the last of four axes. */
  private static Value part(NodeContext node, String suffix, Value x, int start, int step, int count) {
    return node.step(suffix, new Slice(List.of(0, 0, 0, start), List.of(1, 1, 1, step), x.shape().withDim(3, count)), x);
  }

  /** TensorScatter: writes updates into a cache, for each sample from an index on, in a circle or within its bounds. */
  static Value tensorScatter(NodeContext node) {
    Value cache = node.input(0);
    Value updates = node.input(1);
    Shape shape = cache.shape();
    int axis = NodeContext.axis(node.attributes().integer("axis", -2), shape.rank());
    String mode = node.attributes().string("mode", "linear");
    if (axis == 0 || updates.shape().rank() != shape.rank() || !mode.equals("linear") && !mode.equals("circular")) {
      throw new OpException(Code.E203, "axis is " + axis + ", mode \"" + mode + "\"; updates " + updates.shape() + " for " + shape);
    }
    int length = shape.dim(axis);
    int count = updates.shape().dim(axis);
    int rows = shape.product(0, axis);
    int block = shape.product(axis + 1, shape.rank());
    Value place = node.step("place", op(Binary.Kind.ADD), firstPlaces(node, shape.dim(0)), numbers(node, "step", 1, 1, count, 1));
    Value inside = mode.equals("circular") ? node.step("inside", op(Binary.Kind.MOD), place, Integers.constant(node, "length", length)) : place;
    Value places = node.step(
        "places", op(Binary.Kind.ADD), inside, numbers(node, "row", shape.dim(0), rows / shape.dim(0), 1, length));
    Value scattered = node.principal("scattered", new Scatter(Scatter.Kind.REPLACE),
        node.step("blocks", new Reshape(Shape.of(rows * length, block)), cache),
        node.step("flat_places", new Reshape(Shape.of(rows * count)), places),
        node.step("flat_updates", new Reshape(Shape.of(rows * count, block)), updates));
    return node.step("cache", new Reshape(shape), scattered);
  }

  private static Value firstPlaces(NodeContext node, int batch) {
    return node.has(2)
        ? node.step("first", new Reshape(Shape.of(batch, 1, 1)), Casts.to(node, DType.S64, node.input(2)))
        : node.constantStep("first", Tensor.zeros(TensorType.of(DType.S64, Shape.of(batch, 1, 1))));
  }

  /** Multiples of {@code factor}, one after the other. */
  private static Value numbers(NodeContext node, String suffix, int a, int b, int c, long factor) {
    long[] numbers = new long[a * b * c];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i * factor;
    }
    return node.constantStep(suffix, Tensor.of(TensorType.of(DType.S64, Shape.of(a, b, c)), numbers));
  }

  /** CausalConvWithState: a depthwise convolution along a sequence behind the elements before it; the last ones are the new state. */
  static List<Value> causalConvolution(NodeContext node) {
    Value x = node.real(node.input(0));
    Value weights = node.input(1);
    if (x.shape().rank() != 3 || weights.shape().rank() != 3) {
      throw new OpException(Code.E204, "input and weights have shapes " + x.shape() + " and " + weights.shape() + ", rank 3 is needed");
    }
    int channels = x.shape().dim(1);
    int kept = weights.shape().dim(2) - 1;
    Value past = node.has(3)
        ? node.real(node.input(3)) : node.constantStep("past", Constants.zeros(x.shape().dim(0), channels, kept));
    Value all = kept == 0 ? x : node.step("all", new Concat(2), past, x);
    SlidingWindow.Axis window = new SlidingWindow.Axis(kept + 1, 1, 1, 0, 0, 0);
    Value y = ConvTranslator.convolve(node.inner("convolution", List.of(node.optional(0), node.optional(1), node.optional(2))),
        all, weights, List.of(window), channels);
    Value state = kept == 0 ? past : node.step(
        "state", new Slice(List.of(0, 0, x.shape().dim(2)), List.of(1, 1, 1), Shape.of(x.shape().dim(0), channels, kept)), all);
    return List.of(activated(node, y), state);
  }

  private static Value activated(NodeContext node, Value y) {
    String activation = node.attributes().string("activation", "none");
    return switch (activation) {
      case "none" -> y;
      case "silu", "swish" -> node.step("activated", new Unary(Unary.Kind.SILU, 1, 0), y);
      default -> throw new OpException(Code.E203, "activation is \"" + activation + "\", must be none, silu or swish");
    };
  }

  private static Binary op(Binary.Kind kind) {
    return ArithmeticTranslator.operator(kind);
  }
}
