package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.ArgMax;
import org.modelc.op.Binary;
import org.modelc.op.Compare;
import org.modelc.op.Expand;
import org.modelc.op.Gather;
import org.modelc.op.OpException;
import org.modelc.op.Reshape;
import org.modelc.op.Scatter;
import org.modelc.op.Select;
import org.modelc.op.Slice;
import org.modelc.op.TopK;
import org.modelc.problem.Code;

/**
 * Operators that take elements from, or put them to, places that are computed. They become {@link Gather} and {@link Scatter} over data with
 * one axis, by indices that arithmetic on S64 makes of the given ones; where those are constant, so is all of that.
 */
final class IndexTranslator {
  private IndexTranslator() {}

  static Value gatherElements(NodeContext node) {
    Value data = node.real(node.input(0));
    int axis = NodeContext.axis(node.attributes().integer("axis", 0), data.shape().rank());
    Value places = elementPlaces(node, data.shape(), node.input(1), axis);
    Value flat = node.step("flat", new Reshape(Shape.of(data.shape().elements())), data);
    return node.result(new Gather(0), flat, places);
  }

  static Value scatterElements(NodeContext node) {
    Value data = node.input(0);
    int axis = NodeContext.axis(node.attributes().integer("axis", 0), data.shape().rank());
    Value places = elementPlaces(node, data.shape(), node.input(1), axis);
    return scatter(node, data, places, node.input(2), Shape.of(data.shape().elements(), 1));
  }

  /** For each element of the indices the place in row-major data: its own position, with the index along the axis. */
  private static Value elementPlaces(NodeContext node, Shape data, Value indices, int axis) {
    Shape shape = indices.shape();
    if (shape.rank() != data.rank()) {
      throw new OpException(Code.E204, "indices have shape " + shape + ", the data " + data);
    }
    long[] own = new long[shape.elements()];
    int[] strides = data.strides();
    for (int i = 0; i < own.length; i++) {
      int rest = i;
      for (int k = shape.rank() - 1; k >= 0; k--) {
        own[i] += k == axis ? 0 : (long) (rest % shape.dim(k)) * strides[k];
        rest /= shape.dim(k);
      }
    }
    Value bases = node.constantStep("bases", Tensor.of(TensorType.of(DType.S64, shape), own));
    return node.step("places", op(Binary.Kind.ADD), bases, scaledIndex(node, indices, data.dim(axis), strides[axis]));
  }

  /** Index counted from the start, times a stride. */
  private static Value scaledIndex(NodeContext node, Value indices, int size, int stride) {
    Value wide = Casts.wide(node, indices);
    Value inside = node.step("inside", op(Binary.Kind.MOD), wide, Integers.constant(node, "size", size));
    return stride == 1 ? inside : node.step("strided", op(Binary.Kind.MUL), inside, Integers.constant(node, "stride", stride));
  }

  static Value gatherNd(NodeContext node) {
    Value data = node.real(node.input(0));
    Value indices = node.input(1);
    int batch = node.attributes().integer("batch_dims", 0);
    int depth = lastDim(indices);
    requireDepth(batch + depth <= data.shape().rank() && batch < indices.shape().rank(), data, indices);
    Value places = blockPlaces(node, data.shape(), indices, batch);
    int blocks = data.shape().product(0, batch + depth);
    Value flat = node.step("flat", new Reshape(Shape.of(blocks, data.shape().elements() / blocks)), data);
    Value taken = node.step("taken", new Gather(0), flat, places);
    List<Integer> dims = new ArrayList<>(indices.shape().dims().subList(0, indices.shape().rank() - 1));
    dims.addAll(data.shape().dims().subList(batch + depth, data.shape().rank()));
    return node.result(new Reshape(new Shape(dims)), taken);
  }

  static Value scatterNd(NodeContext node) {
    Value data = node.input(0);
    Value indices = node.input(1);
    int depth = lastDim(indices);
    requireDepth(depth <= data.shape().rank(), data, indices);
    int blocks = data.shape().product(0, depth);
    Value places = blockPlaces(node, data.shape(), indices, 0);
    return scatter(node, data, places, node.input(2), Shape.of(blocks, data.shape().elements() / blocks));
  }

  private static int lastDim(Value indices) {
    if (indices.shape().rank() == 0) {
      throw new OpException(Code.E204, "indices are a scalar");
    }
    return indices.shape().dim(-1);
  }

  private static void requireDepth(boolean fits, Value data, Value indices) {
    if (!fits) {
      throw new OpException(Code.E204, "indices of shape " + indices.shape() + " do not fit data of shape " + data.shape());
    }
  }

  /** For each index tuple (last axis of the indices) the number of the block that it names, as one axis. */
  private static Value blockPlaces(NodeContext node, Shape data, Value indices, int batch) {
    int depth = indices.shape().dim(-1);
    int tuples = indices.shape().elements() / depth;
    Value rows = node.step("tuples", new Reshape(Shape.of(tuples, depth)), Casts.wide(node, indices));
    Value places = node.constantStep("bases", batchBases(data, indices.shape(), batch, depth));
    for (int k = 0; k < depth; k++) {
      Value column = node.step("column" + k, new Slice(List.of(0, k), List.of(1, 1), Shape.of(tuples, 1)), rows);
      int stride = data.product(batch + k + 1, batch + depth);
      Value scaled = scaledIndex(node, node.step("index" + k, new Reshape(Shape.of(tuples)), column), data.dim(batch + k), stride);
      places = node.step("places" + k, op(Binary.Kind.ADD), places, scaled);
    }
    return places;
  }

  private static Tensor batchBases(Shape data, Shape indices, int batch, int depth) {
    int tuples = indices.elements() / depth;
    int perBatch = tuples / Math.max(1, indices.product(0, batch));
    int blocks = data.product(batch, batch + depth);
    return Tensor.of(TensorType.of(DType.S64, Shape.of(tuples)), LongStream.range(0, tuples).map(i -> i / perBatch * blocks).toArray());
  }

  /** @param blocks data as [number of blocks, elements a block] */
  private static Value scatter(NodeContext node, Value data, Value places, Value updates, Shape blocks) {
    Shape flatUpdates = Shape.of(places.shape().elements(), blocks.dim(1));
    if (flatUpdates.elements() != updates.shape().elements()) {
      throw new OpException(Code.E204, "updates have shape " + updates.shape() + " for " + flatUpdates.elements() + " elements");
    }
    Value scattered = node.step(
        "scattered", new Scatter(reduction(node)), node.step("blocks", new Reshape(blocks), data),
        node.step("flat_places", new Reshape(Shape.of(places.shape().elements())), places),
        node.step("flat_updates", new Reshape(flatUpdates), updates));
    return node.result(new Reshape(data.shape()), scattered);
  }

  private static Scatter.Kind reduction(NodeContext node) {
    String reduction = node.attributes().string("reduction", "none");
    return switch (reduction) {
      case "none" -> Scatter.Kind.REPLACE;
      case "add" -> Scatter.Kind.ADD;
      case "mul" -> Scatter.Kind.MUL;
      case "min" -> Scatter.Kind.MIN;
      case "max" -> Scatter.Kind.MAX;
      default -> throw new OpException(Code.E203, "reduction \"" + reduction + "\" is unknown");
    };
  }

  /** OneHot: the on value where the index is that of the new axis, else the off value. */
  static Value oneHot(NodeContext node) {
    Value indices = Casts.wide(node, node.input(0).type().dtype() == DType.F32 ? Casts.to(node, DType.S64, node.input(0)) : node.input(0));
    int depth = (int) Constants.real(node.constant(1, "depth"), "depth");
    int rank = indices.shape().rank() + 1;
    int axis = NodeContext.axis(node.attributes().integer("axis", -1), rank);
    Value size = Integers.constant(node, "depth", depth);
    Value negative = node.step("negative", new Compare(Compare.Kind.LESS), indices, Integers.constant(node, "zero", 0));
    Value fromEnd = node.step("from_end", op(Binary.Kind.ADD), indices, size);
    Value hot = hot(node, node.step("counted", new Select(), negative, fromEnd, indices), axis, depth);
    Value values = node.input(2);
    Value off = node.step("off", new Slice(List.of(0), List.of(1), Shape.of(1)), values);
    Value on = node.step("on", new Slice(List.of(1), List.of(1), Shape.of(1)), values);
    return node.result(new Select(), hot, on, off);
  }

  /** Where the index is the position along a new axis. */
  private static Value hot(NodeContext node, Value indices, int axis, int depth) {
    List<Integer> dims = new ArrayList<>(indices.shape().dims());
    dims.add(axis, 1);
    List<Integer> positions = new ArrayList<>(Collections.nCopies(dims.size(), 1));
    positions.set(axis, depth);
    Tensor range = Tensor.of(TensorType.of(DType.S64, new Shape(positions)), LongStream.range(0, depth).toArray());
    Value column = node.step("column", new Reshape(new Shape(dims)), indices);
    return node.step("hot", new Compare(Compare.Kind.EQUAL), column, node.constantStep("positions", range));
  }

  /** Hardmax: 1 for the first of the largest elements along an axis; before opset 13 along all axes from it on. */
  static Value hardmax(NodeContext node) {
    Value x = node.input(0);
    int rank = x.shape().rank();
    boolean oneAxis = node.opset() >= 13;
    int axis = NodeContext.axis(node.attributes().integer("axis", oneAxis ? -1 : Math.min(1, rank - 1)), rank);
    Shape shape = oneAxis ? x.shape() : Shape.of(x.shape().product(0, axis), x.shape().product(axis, rank));
    int along = oneAxis ? axis : 1;
    Value winners = node.step("winners", new ArgMax(along, false, false), node.step("rows", new Reshape(shape), x));
    Value hot = hot(node, winners, along, shape.dim(along));
    Value one = node.constantStep("one", Constants.scalar(1));
    Value result = node.step("hardmax", new Select(), hot, one, node.constantStep("zero", Constants.scalar(0)));
    return node.result(new Reshape(x.shape()), result);
  }

  /** TopK: values and indices, sorted whether or not that is asked for. */
  static List<Value> topK(NodeContext node) {
    node.attributes().ignore("sorted");
    Value x = node.input(0);
    int axis = NodeContext.axis(node.attributes().integer("axis", -1), x.shape().rank());
    int k = node.opset() < 10
        ? node.attributes().integer("k").orElseThrow(() -> new OpException(Code.E203, "attribute \"k\" is missing"))
        : (int) Constants.real(node.constant(1, "K"), "K");
    TopK topK = new TopK(axis, k, node.attributes().flag("largest", true));
    Value indices = node.usesOutput(1) ? node.output(1, topK, ordered(node, x)) : node.step("indices", topK, ordered(node, x));
    Value places = elementPlaces(node, x.shape(), indices, axis);
    Value values = node.result(new Gather(0), node.step("flat", new Reshape(Shape.of(x.shape().elements())), x), places);
    return List.of(values, indices);
  }

  private static Value ordered(NodeContext node, Value x) {
    if (!Integers.isPlain(x)) {
      return x;
    }
    Value wide = Casts.wide(node, x);
    return x.type().dtype() == DType.U64 ? Integers.flipped(node, wide) : wide;
  }

  /** ReverseSequence: the first {@code sequence_lens} elements of each row in reverse order. */
  static Value reverseSequence(NodeContext node) {
    Value x = node.input(0);
    int time = node.attributes().integer("time_axis", 0);
    int batch = node.attributes().integer("batch_axis", 1);
    if (Math.min(time, batch) != 0 || Math.max(time, batch) != 1 || x.shape().rank() < 2) {
      throw new OpException(Code.E203, "time_axis is " + time + ", batch_axis " + batch + "; one must be 0, the other 1");
    }
    int steps = x.shape().dim(time);
    Shape alongTime = time == 0 ? Shape.of(steps, 1) : Shape.of(1, steps);
    Shape alongBatch = time == 0 ? Shape.of(1, x.shape().dim(1)) : Shape.of(x.shape().dim(0), 1);
    Value position = node.constantStep(
        "position", Tensor.of(TensorType.of(DType.S64, alongTime), LongStream.range(0, steps).toArray()));
    Value length = node.step("length", new Reshape(alongBatch), Casts.wide(node, node.input(1)));
    Value last = node.step("last", op(Binary.Kind.SUB), length, Integers.constant(node, "one", 1));
    Value mirrored = node.step("mirrored", op(Binary.Kind.SUB), last, position);
    Value source = node.step("source", new Select(), node.step("inside", new Compare(Compare.Kind.LESS), position, length), mirrored, position);
    List<Integer> dims = new ArrayList<>(x.shape().dims().subList(0, 2));
    IntStream.range(2, x.shape().rank()).forEach(axis -> dims.add(1));
    Value column = node.step("column", new Reshape(new Shape(dims)), source);
    Value places = elementPlaces(node, x.shape(), node.step("everywhere", new Expand(x.shape()), column), time);
    return node.result(new Gather(0), node.step("flat", new Reshape(Shape.of(x.shape().elements())), x), places);
  }

  private static Binary op(Binary.Kind kind) {
    return ArithmeticTranslator.operator(kind);
  }
}
