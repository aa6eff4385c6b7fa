package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Bitwise;
import org.modelc.op.Cast;
import org.modelc.op.Compare;
import org.modelc.op.Concat;
import org.modelc.op.CountTrue;
import org.modelc.op.Gather;
import org.modelc.op.Op;
import org.modelc.op.OpException;
import org.modelc.op.Reduce;
import org.modelc.op.Reshape;
import org.modelc.op.Scan;
import org.modelc.op.Scatter;
import org.modelc.op.Select;
import org.modelc.op.Slice;
import org.modelc.op.TopK;
import org.modelc.op.Transpose;
import org.modelc.op.TrueIndices;
import org.modelc.problem.Code;

/**
 * Unique: the different elements, or slices along an axis, in ascending order or in that of their first occurrence. Elements are sorted; where one
 * differs from the one before, a group of equal ones begins.
 */
final class UniqueTranslator {
  /** Slices are sorted by one element after the other. */
  private static final int MOST_ELEMENTS = 64;

  private final NodeContext node;
  private final Value rows;
  private final int count;

  private UniqueTranslator(NodeContext node, Value rows) {
    this.node = node;
    this.rows = rows;
    this.count = rows.shape().dim(0);
  }

  /** Values, indices of first occurrences, group of each element, size of each group. */
  static List<Value> translate(NodeContext node) {
    Value x = node.real(node.input(0));
    boolean isFlat = node.attributes().integer("axis").isEmpty();
    int axis = isFlat ? 0 : NodeContext.axis(node.attributes().integer("axis", 0), x.shape().rank());
    List<Integer> perm = new ArrayList<>(IntStream.range(0, x.shape().rank()).boxed().toList());
    if (!isFlat) {
      perm.remove(axis);
      perm.add(0, axis);
    }
    Shape moved = isFlat ? Shape.of(x.shape().elements()) : x.shape().permute(perm);
    Value first = isFlat ? x : node.step("moved", new Transpose(perm), x);
    Value rows = node.step("rows", new Reshape(Shape.of(moved.dim(0), moved.product(1, moved.rank()))), first);
    if (rows.shape().dim(1) > MOST_ELEMENTS || rows.shape().elements() == 0) {
      throw new OpException(Code.E204, "slices have " + rows.shape().dim(1) + " elements, 1 to " + MOST_ELEMENTS + " are supported");
    }
    List<Value> results = new UniqueTranslator(node, rows).groups(node.attributes().flag("sorted", true));
    Value y = node.step("slices", new Reshape(moved), results.get(0));
    List<Integer> back = IntStream.range(0, perm.size()).mapToObj(perm::indexOf).toList();
    Value values = isFlat ? node.result(new Reshape(moved), y) : node.result(new Transpose(back), y);
    Value groups = results.get(4);
    return List.of(
        node.counted(values, axis, groups), node.counted(results.get(1), 0, groups), results.get(2), node.counted(results.get(3), 0, groups));
  }

  /** Rows of the groups, first occurrences, group of each row, sizes, and S64 [1] the number of groups. */
  private List<Value> groups(boolean sorted) {
    Value order = order();
    Value begins = begins(node.step("sorted", new Gather(0), keys(), order));
    Value groups = node.step("groups", new CountTrue(), begins);
    Value places = node.step("places", new TrueIndices(), begins);
    Value firsts = named(1, new Gather(0), order, places);
    Value sizes = named(3, binary(Binary.Kind.SUB), ends(places, groups), places);
    Value own = named(2, new Reshape(Shape.of(count)), scattered("own", zeros(DType.S64), order, numbered("number", begins)));
    return sorted ? List.of(taken(firsts), firsts, own, sizes, groups) : byOccurrence(firsts, own, sizes, groups);
  }

  private Value keys() {
    Value keys = Integers.isPlain(rows) || rows.type().dtype() == DType.BOOL ? Casts.wide(node, rows) : rows;
    return rows.type().dtype() == DType.U64 ? Integers.flipped(node, keys) : keys;
  }

  /** The order of the rows: sorted by the last element first, and as sorting keeps the order of equal ones, by the first in the end. */
  private Value order() {
    Value keys = keys();
    Value order = null;
    for (int column = rows.shape().dim(1) - 1; column >= 0; column--) {
      Value slice = node.step("slice" + column, new Slice(List.of(0, column), List.of(1, 1), Shape.of(count, 1)), keys);
      Value key = node.step("key" + column, new Reshape(Shape.of(count)), slice);
      TopK ascending = new TopK(0, count, false);
      order = order == null
          ? node.step("order" + column, ascending, key)
          : node.step("order" + column, new Gather(0), order,
              node.step("step" + column, ascending, node.step("ordered" + column, new Gather(0), key, order)));
    }
    return order;
  }

  /** Whether a sorted row differs from the one before. */
  private Value begins(Value sorted) {
    Value first = node.constantStep("first", Tensor.of(TensorType.of(DType.BOOL, Shape.of(1)), new byte[] {1}));
    if (count == 1) {
      return first;
    }
    Shape pairs = Shape.of(count - 1, rows.shape().dim(1));
    Value after = node.step("after", new Slice(List.of(1, 0), List.of(1, 1), pairs), sorted);
    Value before = node.step("before", new Slice(List.of(0, 0), List.of(1, 1), pairs), sorted);
    Value equal = node.step("equal", new Cast(DType.F32), node.step("same", new Compare(Compare.Kind.EQUAL), after, before));
    Value all = node.step("all", new Cast(DType.BOOL), node.step("least", new Reduce(Reduce.Kind.MIN, List.of(1), false), equal));
    Value different = node.step("different", new Bitwise(Bitwise.Kind.XOR), all, node.constantStep("not", Tensor.of(
        TensorType.of(DType.BOOL, Shape.SCALAR), new byte[] {1})));
    return node.step("begins", new Concat(0), first, different);
  }

  /** Where each group ends among the sorted rows. */
  private Value ends(Value places, Value groups) {
    Value end = node.constantStep("end", Tensor.of(TensorType.of(DType.S64, Shape.of(1)), new long[] {count}));
    if (count == 1) {
      return end;
    }
    Value next = node.step("next", new Concat(0), node.step("later", new Slice(List.of(1), List.of(1), Shape.of(count - 1)), places), end);
    Value following = node.constantStep(
        "following", Tensor.of(TensorType.of(DType.S64, Shape.of(count)), LongStream.rangeClosed(1, count).toArray()));
    return node.step("ends", new Select(), node.step("has_next", new Compare(Compare.Kind.LESS), following, groups), next, end);
  }

  /** How many truth values up to each are true, less one. */
  private Value numbered(String name, Value truths) {
    Value sums = node.step(name + "_sums", new Scan(Scan.Kind.SUM, 0, false, false), Casts.wide(node, truths));
    return node.step(name, binary(Binary.Kind.SUB), sums, Integers.constant(node, "one", 1));
  }

  private List<Value> byOccurrence(Value firsts, Value own, Value sizes, Value groups) {
    Value ones = node.constantStep("ones", ones());
    Value isFirst = node.step("is_first", new Reshape(Shape.of(count)), scattered("occurrences", zeros(DType.BOOL), firsts, ones));
    Value indices = named(1, new TrueIndices(), isFirst);
    Value occurrence = node.step("first_of_own", new Gather(0), firsts, own);
    Value number = named(2, new Gather(0), numbered("occurrence", isFirst), occurrence);
    Value reordered = named(3, new Gather(0), sizes, node.step("group", new Gather(0), own, indices));
    return List.of(taken(indices), indices, number, reordered, groups);
  }

  private Tensor ones() {
    byte[] ones = new byte[count];
    Arrays.fill(ones, (byte) 1);
    return Tensor.of(TensorType.of(DType.BOOL, Shape.of(count)), ones);
  }

  private Value zeros(DType dtype) {
    return node.constantStep("zeros", Tensor.zeros(TensorType.of(dtype, Shape.of(count, 1))));
  }

  private Value scattered(String name, Value data, Value places, Value updates) {
    return node.step(name, new Scatter(Scatter.Kind.REPLACE), data, places, node.step(name + "_updates", new Reshape(Shape.of(count, 1)), updates));
  }

  private Value taken(Value indices) {
    return node.step("values", new Gather(0), rows, indices);
  }

  /** A step that is an output of the node if something reads that. */
  private Value named(int output, Op op, Value... operands) {
    return node.usesOutput(output) ? node.output(output, op, operands) : node.step("output" + output, op, operands);
  }

  private static Binary binary(Binary.Kind kind) {
    return ArithmeticTranslator.operator(kind);
  }
}
