package org.modelc.onnx.translate;

import java.util.Optional;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Bitwise;
import org.modelc.op.Compare;
import org.modelc.op.Concat;
import org.modelc.op.OpException;
import org.modelc.op.Reshape;
import org.modelc.op.Select;
import org.modelc.problem.Code;

/**
 * What Attention adds to its products, and which keys a query may see: a mask of the model, the causal order, a window, and the number of
 * keys that are no padding. A key that is not seen takes no part, whatever its product is; a query that sees none gives zeros.
 */
final class AttentionMask {
  private final NodeContext node;
  private final int queries;
  private final int keys;
  private Optional<Value> allowed = Optional.empty();
  private Optional<Value> bias = Optional.empty();

  private AttentionMask(NodeContext node, int queries, int keys) {
    this.node = node;
    this.queries = queries;
    this.keys = keys;
  }

  /**
   * The mask of a node.
   *
   * @param q shape of Q, [B,H,q,D]
   * @param past keys that precede the first query
   */
  static AttentionMask of(NodeContext node, Shape q, int keys, int past) {
    AttentionMask mask = new AttentionMask(node, q.dim(2), keys);
    if (node.has(3)) {
      mask.addGiven(node.input(3));
    }
    if (node.has(6)) {
      Value filled = Casts.to(node, DType.S64, node.input(6));
      Value column = node.step("filled", new Reshape(Shape.of(filled.shape().elements(), 1, 1, 1)), filled);
      mask.allow("padding", mask.places((query, key) -> key + 1), column);
      mask.addOrder(column, q.dim(2));
    } else {
      mask.addOrder(Integers.constant(node, "past", past), 0);
    }
    return mask;
  }

  /** A mask of truth values, or of floats to add, in which minus infinity hides a key. It may have fewer columns than there are keys. */
  private void addGiven(Value given) {
    if (given.shape().rank() == 0 || given.shape().dim(-1) > keys) {
      throw new OpException(Code.E204, "a mask of shape " + given.shape() + " does not fit " + keys + " keys");
    }
    if (given.type().dtype() == DType.BOOL) {
      allow(widened(given, "mask"));
      return;
    }
    Value lowest = node.constantStep("lowest", Constants.scalar(-Float.MAX_VALUE));
    Value finite = node.step("finite", new Compare(Compare.Kind.LESS_OR_EQUAL), lowest, given);
    Value zero = node.constantStep("zero", Constants.scalar(0));
    bias = Optional.of(widened(node.step("bias", new Select(), finite, given, zero), "bias"));
    if (!finite.isConstant() || !isTrueThroughout(finite.requireConstant()) || given.shape().dim(-1) < keys) {
      allow(widened(finite, "finite"));
    }
  }

  private static boolean isTrueThroughout(Tensor truth) {
    for (int i = 0; i < truth.elements(); i++) {
      if (truth.bytes()[i] == 0) {
        return false;
      }
    }
    return true;
  }

  /** With columns of zeros for the keys that the mask does not mention. */
  private Value widened(Value mask, String suffix) {
    int missing = keys - mask.shape().dim(-1);
    if (missing == 0) {
      return mask;
    }
    TensorType type = mask.type().withShape(mask.shape().withDim(mask.shape().rank() - 1, missing));
    return node.step(suffix + "_wide", new Concat(mask.shape().rank() - 1), mask, node.constantStep(suffix + "_rest", Tensor.zeros(type)));
  }

  /**
   * The causal order and the window. Query i stands at {@code before + i - shift}.
   *
   * @param before S64, one number or one for each sample
   */
  private void addOrder(Value before, int shift) {
    int left = node.attributes().integer("left_window_size", -1);
    int right = node.attributes().integer("right_window_size", -1);
    if (node.attributes().flag("is_causal", false)) {
      allow("causal", places((query, key) -> key - query + shift), before);
    }
    if (left >= 0) {
      allow("left", before, places((query, key) -> (long) key - query + shift + left));
    }
    if (right >= 0) {
      allow("right", places((query, key) -> (long) key - query + shift - right), before);
    }
  }

  private interface Place {
    long of(int query, int key);
  }

  private Value places(Place place) {
    long[] numbers = new long[queries * keys];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = place.of(i / keys, i % keys);
    }
    return node.constantStep("places", Tensor.of(TensorType.of(DType.S64, Shape.of(queries, keys)), numbers));
  }

  private void allow(String suffix, Value atMost, Value bound) {
    allow(node.step(suffix, new Compare(Compare.Kind.LESS_OR_EQUAL), atMost, bound));
  }

  private void allow(Value more) {
    allowed = Optional.of(allowed.map(before -> node.step("allowed", new Bitwise(Bitwise.Kind.AND), before, more)).orElse(more));
  }

  /** Scores and bias. */
  Value added(Value scores) {
    return bias.map(value -> node.step("biased", ArithmeticTranslator.operator(Binary.Kind.ADD), scores, value)).orElse(scores);
  }

  /** Scores with the lowest float for keys that are not seen, which no exponential survives. */
  Value masked(Value scores) {
    return chosen("masked", scores, -Float.MAX_VALUE);
  }

  /** Shares with 0 for keys that are not seen. */
  Value onlyAllowed(Value shares) {
    return chosen("shares_seen", shares, 0);
  }

  /** Scores with minus infinity for keys that are not seen. */
  Value infinite(Value scores) {
    return chosen("infinite", scores, Float.NEGATIVE_INFINITY);
  }

  private Value chosen(String suffix, Value scores, float other) {
    return allowed.map(seen -> node.step(
        suffix, new Select(), seen, scores, node.constantStep(suffix + "_other", Constants.scalar(other)))).orElse(scores);
  }
}
