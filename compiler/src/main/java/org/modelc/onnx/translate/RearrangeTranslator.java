package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Expand;
import org.modelc.op.OpException;
import org.modelc.op.Pad;
import org.modelc.op.Reshape;
import org.modelc.op.Select;
import org.modelc.op.Slice;
import org.modelc.op.Transpose;
import org.modelc.problem.Code;

/** Operators that bring elements into another order, repeat or leave out some. */
final class RearrangeTranslator {
  private RearrangeTranslator() {}

  /** Tile: each axis is repeated by way of an axis before it. */
  static Value tile(NodeContext node) {
    Value x = node.real(node.input(0));
    List<Integer> repeats = Constants.integers(node.constant(1, "repeats"), "repeats");
    if (repeats.size() != x.shape().rank() || repeats.stream().anyMatch(repeat -> repeat < 0)) {
      throw new OpException(Code.E203, "repeats " + repeats + " do not fit shape " + x.shape());
    }
    List<Integer> single = new ArrayList<>();
    List<Integer> repeated = new ArrayList<>();
    List<Integer> result = new ArrayList<>();
    for (int axis = 0; axis < repeats.size(); axis++) {
      int size = x.shape().dim(axis);
      if (repeats.get(axis) != 1) {
        single.add(1);
        repeated.add(repeats.get(axis));
      }
      single.add(size);
      repeated.add(size);
      result.add(Math.multiplyExact(size, repeats.get(axis)));
    }
    if (result.equals(x.shape().dims())) {
      return x;
    }
    Shape shape = ConstantBroadcast.shape(result);
    Value split = node.step("split", new Reshape(new Shape(single)), x);
    return node.result(new Reshape(shape), node.principal("repeated", new Expand(new Shape(repeated)), split));
  }

  /** DepthToSpace: channels become blocks of pixels, by default the block's pixels outermost (DCR). */
  static Value depthToSpace(NodeContext node) {
    Value x = image(node);
    int block = block(node);
    boolean columnFirst = isColumnFirst(node);
    int n = x.shape().dim(0);
    int channels = x.shape().dim(1) / (block * block);
    int height = x.shape().dim(2);
    int width = x.shape().dim(3);
    if (channels * block * block != x.shape().dim(1)) {
      throw new OpException(Code.E204, x.shape().dim(1) + " channels are no multiple of the block's " + block * block + " pixels");
    }
    Shape blocks = columnFirst ? Shape.of(n, channels, block, block, height, width) : Shape.of(n, block, block, channels, height, width);
    List<Integer> perm = columnFirst ? List.of(0, 1, 4, 2, 5, 3) : List.of(0, 3, 4, 1, 5, 2);
    Value moved = node.principal("moved", new Transpose(perm), node.step("blocks", new Reshape(blocks), x));
    return node.result(new Reshape(Shape.of(n, channels, height * block, width * block)), moved);
  }

  /** SpaceToDepth: the reverse. */
  static Value spaceToDepth(NodeContext node) {
    Value x = image(node);
    int block = block(node);
    boolean columnFirst = isColumnFirst(node);
    int n = x.shape().dim(0);
    int channels = x.shape().dim(1);
    int height = x.shape().dim(2) / block;
    int width = x.shape().dim(3) / block;
    if (height * block != x.shape().dim(2) || width * block != x.shape().dim(3)) {
      throw new OpException(Code.E204, "shape " + x.shape() + " does not divide into blocks of " + block + " pixels");
    }
    List<Integer> perm = columnFirst ? List.of(0, 1, 3, 5, 2, 4) : List.of(0, 3, 5, 1, 2, 4);
    Value blocks = node.step("blocks", new Reshape(Shape.of(n, channels, height, block, width, block)), x);
    Value moved = node.principal("moved", new Transpose(perm), blocks);
    return node.result(new Reshape(Shape.of(n, channels * block * block, height, width)), moved);
  }

  private static Value image(NodeContext node) {
    Value x = node.real(node.input(0));
    if (x.shape().rank() != 4) {
      throw new OpException(Code.E204, "input has shape " + x.shape() + ", [N,C,H,W] is needed");
    }
    return x;
  }

  private static int block(NodeContext node) {
    int block = node.attributes().integer("blocksize").orElseThrow(() -> new OpException(Code.E203, "attribute \"blocksize\" is missing"));
    if (block < 1) {
      throw new OpException(Code.E203, "blocksize is " + block);
    }
    return block;
  }

  private static boolean isColumnFirst(NodeContext node) {
    String mode = node.attributes().string("mode", "DCR");
    if (!mode.equals("DCR") && !mode.equals("CRD")) {
      throw new OpException(Code.E203, "mode \"" + mode + "\" is unknown");
    }
    return mode.equals("CRD");
  }

  /** CenterCropPad: cut to, or filled up with zeros to, a shape around the middle. */
  static Value centerCropPad(NodeContext node) {
    Value x = node.real(node.input(0));
    int rank = x.shape().rank();
    List<Integer> wanted = Constants.integers(node.constant(1, "shape"), "shape");
    List<Integer> axes = NodeContext.axes(
        node.attributes().integers("axes").orElseGet(() -> IntStream.range(0, rank).boxed().toList()), rank);
    if (axes.size() != wanted.size() || wanted.stream().anyMatch(size -> size < 0)) {
      throw new OpException(Code.E203, "shape " + wanted + " does not fit axes " + axes);
    }
    List<Integer> starts = new ArrayList<>(Collections.nCopies(rank, 0));
    List<Integer> begins = new ArrayList<>(starts);
    List<Integer> ends = new ArrayList<>(starts);
    Shape cut = x.shape();
    for (int i = 0; i < axes.size(); i++) {
      int axis = axes.get(i);
      int missing = wanted.get(i) - x.shape().dim(axis);
      starts.set(axis, Math.max(-missing, 0) / 2);
      begins.set(axis, Math.max(missing, 0) / 2);
      ends.set(axis, Math.max(missing, 0) - begins.get(axis));
      cut = cut.withDim(axis, Math.min(wanted.get(i), x.shape().dim(axis)));
    }
    Value middle = node.step("middle", new Slice(starts, Collections.nCopies(rank, 1), cut), x);
    return node.result(new Pad(begins, ends, 0), middle);
  }

  /** Trilu: zeros above or below a diagonal of the last two axes. */
  static Value trilu(NodeContext node) {
    Value x = node.real(node.input(0));
    if (x.shape().rank() < 2) {
      throw new OpException(Code.E204, "input has shape " + x.shape() + ", matrices are needed");
    }
    boolean upper = node.attributes().flag("upper", true);
    long diagonal = node.has(1) ? (long) Constants.real(node.constant(1, "k"), "k") : 0;
    int rows = x.shape().dim(-2);
    int columns = x.shape().dim(-1);
    byte[] kept = new byte[rows * columns];
    for (int i = 0; i < kept.length; i++) {
      long distance = i % columns - i / columns - diagonal;
      kept[i] = (byte) (upper && distance >= 0 || !upper && distance <= 0 ? 1 : 0);
    }
    Value mask = node.constantStep("kept", Tensor.of(TensorType.of(DType.BOOL, Shape.of(rows, columns)), kept));
    Value zero = node.constantStep("zero", Tensor.zeros(TensorType.of(x.type().dtype(), Shape.SCALAR)));
    return node.result(new Select(), mask, x, zero);
  }

  /** EyeLike: ones on a diagonal. */
  static Value eyeLike(NodeContext node, DType dtype) {
    Shape shape = node.input(0).shape();
    int diagonal = node.attributes().integer("k", 0);
    float[] ones = new float[shape.elements()];
    for (int i = 0; i < ones.length; i++) {
      ones[i] = i % shape.dim(1) - i / shape.dim(1) == diagonal ? 1 : 0;
    }
    Value eye = node.constantStep("eye", Tensor.f32(shape, ones));
    return dtype == DType.F32 ? eye : Casts.result(node, dtype, eye);
  }
}
