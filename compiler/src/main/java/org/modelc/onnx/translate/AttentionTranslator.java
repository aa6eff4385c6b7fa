package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.modelc.ir.Shape;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Concat;
import org.modelc.op.MatMul;
import org.modelc.op.OpException;
import org.modelc.op.Reshape;
import org.modelc.op.Softmax;
import org.modelc.op.Transpose;
import org.modelc.op.Unary;
import org.modelc.problem.Code;

/**
 * Attention: {@code softmax(Q K' scale + mask) V} for each head. Q [B,H,q,D] or [B,q,H D], K and V of the same rank with G heads, of which
 * each serves H/G heads of Q.
 */
final class AttentionTranslator {
  private AttentionTranslator() {}

  /** Y, present_key, present_value, and the products of Q and K at one of four stages. */
  static List<Value> translate(NodeContext node) {
    node.attributes().ignore("softmax_precision");
    boolean isFlat = node.input(0).shape().rank() == 3;
    Value q = heads(node, 0, "q", "q_num_heads");
    Value key = withPast(node, 4, "key", heads(node, 1, "k", "kv_num_heads"));
    Value value = withPast(node, 5, "value", heads(node, 2, "v", "kv_num_heads"));
    requireFit(q, key, value);
    int stage = node.attributes().integer("qk_matmul_output_mode", 0);
    Value products = products(node, q, key);
    Value capped = capped(node, products);
    AttentionMask mask = AttentionMask.of(node, q.shape(), key.shape().dim(2), node.has(4) ? node.input(4).shape().dim(2) : 0);
    Value biased = mask.added(capped);
    Value shares = mask.onlyAllowed(node.step("shares", new Softmax(3), mask.masked(biased)));
    Value y = flattened(node, isFlat, weighted(node, shares, value));
    Value seen = switch (stage) {
      case 0 -> products;
      case 1 -> capped;
      case 2 -> node.usesOutput(3) ? mask.infinite(biased) : biased;
      case 3 -> shares;
      default -> throw new OpException(Code.E203, "qk_matmul_output_mode is " + stage + ", must be 0 to 3");
    };
    return List.of(y, key, value, seen);
  }

  /** Input {@code index} as [B, heads, length, size]. */
  private static Value heads(NodeContext node, int index, String suffix, String attribute) {
    Value x = node.real(node.input(index));
    Optional<Integer> heads = node.attributes().integer(attribute);
    if (x.shape().rank() == 4) {
      return x;
    }
    if (x.shape().rank() != 3 || heads.isEmpty() || heads.get() < 1 || x.shape().dim(2) % heads.get() != 0) {
      throw new OpException(Code.E204, "input " + index + " of shape " + x.shape() + " has not " + heads.map(String::valueOf).orElse("known") + " heads");
    }
    Shape apart = Shape.of(x.shape().dim(0), x.shape().dim(1), heads.get(), x.shape().dim(2) / heads.get());
    return node.step(suffix + "_heads", new Transpose(List.of(0, 2, 1, 3)), node.step(suffix + "_apart", new Reshape(apart), x));
  }

  private static Value withPast(NodeContext node, int index, String suffix, Value present) {
    return node.has(index) ? node.step("present_" + suffix, new Concat(2), node.real(node.input(index)), present) : present;
  }

  private static void requireFit(Value q, Value key, Value value) {
    boolean fits = q.shape().dim(0) == key.shape().dim(0) && q.shape().dim(0) == value.shape().dim(0)
        && key.shape().dim(1) > 0 && q.shape().dim(1) % key.shape().dim(1) == 0 && key.shape().dim(1) == value.shape().dim(1)
        && q.shape().dim(3) == key.shape().dim(3) && key.shape().dim(2) == value.shape().dim(2) && q.shape().dim(3) > 0;
    if (!fits) {
      throw new OpException(Code.E204, "Q of shape " + q.shape() + ", K of " + key.shape() + " and V of " + value.shape() + " do not fit");
    }
  }

  /** Scaled products of Q and K, [B,H,q,kv]. */
  private static Value products(NodeContext node, Value q, Value key) {
    float scale = node.attributes().real("scale", (float) (1 / Math.sqrt(q.shape().dim(3))));
    Value scaled = node.step("scaled", op(Binary.Kind.MUL), q, node.constantStep("scale", Constants.scalar(scale)));
    Value columns = node.step("columns", new Transpose(List.of(0, 1, 3, 2)), key);
    return joined(node, "products", node.step("by_group", new MatMul(), grouped(node, "q", scaled, key), shared(node, "k", columns)));
  }

  /** [B,H,q,D] as [B,G,H/G,q,D]. */
  private static Value grouped(NodeContext node, String suffix, Value x, Value key) {
    int groups = key.shape().dim(1);
    Shape shape = x.shape();
    return node.step(suffix + "_groups", new Reshape(
        Shape.of(shape.dim(0), groups, shape.dim(1) / groups, shape.dim(2), shape.dim(3))), x);
  }

  /** [B,G,...] as [B,G,1,...]. */
  private static Value shared(NodeContext node, String suffix, Value x) {
    List<Integer> dims = new ArrayList<>(x.shape().dims());
    dims.add(2, 1);
    return node.step(suffix + "_shared", new Reshape(new Shape(dims)), x);
  }

  private static Value joined(NodeContext node, String suffix, Value x) {
    Shape shape = x.shape();
    return node.step(suffix, new Reshape(Shape.of(shape.dim(0), shape.dim(1) * shape.dim(2), shape.dim(3), shape.dim(4))), x);
  }

  private static Value capped(NodeContext node, Value products) {
    float cap = node.attributes().real("softcap", 0);
    if (cap <= 0) {
      return products;
    }
    Value small = node.step("small", op(Binary.Kind.MUL), products, node.constantStep("inverse_cap", Constants.scalar(1 / cap)));
    Value bent = node.step("bent", Unary.of(Unary.Kind.TANH), small);
    return node.step("capped", op(Binary.Kind.MUL), bent, node.constantStep("cap", Constants.scalar(cap)));
  }

  private static Value weighted(NodeContext node, Value shares, Value value) {
    return joined(node, "y", node.principal("weighted", new MatMul(), grouped(node, "shares", shares, value), shared(node, "v", value)));
  }

  private static Value flattened(NodeContext node, boolean isFlat, Value y) {
    if (!isFlat) {
      return y;
    }
    Shape shape = y.shape();
    Value byPlace = node.step("by_place", new Transpose(List.of(0, 2, 1, 3)), y);
    return node.step("flat", new Reshape(Shape.of(shape.dim(0), shape.dim(2), shape.dim(1) * shape.dim(3))), byPlace);
  }

  private static Binary op(Binary.Kind kind) {
    return ArithmeticTranslator.operator(kind);
  }
}
