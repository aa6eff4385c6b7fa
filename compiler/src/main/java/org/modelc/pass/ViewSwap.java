package org.modelc.pass;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Clamp;
import org.modelc.op.Op;
import org.modelc.op.Pad;
import org.modelc.op.Reshape;
import org.modelc.op.Transpose;

/** Moves a Transpose or Reshape above the node whose result it reads: {@code view(op(x))} becomes {@code op'(view'(x))}. */
final class ViewSwap {
  private final Rewriter.Match match;
  private final Node producer;
  private final Node view;

  private ViewSwap(Rewriter.Match match, Node producer, Node view) {
    this.match = match;
    this.producer = producer;
    this.view = view;
  }

  /**
   * Emits the swapped nodes.
   *
   * @param producer an element-wise operator, a Pad, or a Binary with a constant; read by {@code view} alone
   * @param view a Transpose or Reshape
   * @return what stands for the result of {@code view}; empty if the two cannot change places
   */
  static Optional<Value> above(Rewriter.Match match, Node producer, Node view) {
    ViewSwap swap = new ViewSwap(match, producer, view);
    if (!(view.op() instanceof Transpose) && !(view.op() instanceof Reshape)) {
      return Optional.empty();
    } else if (Elementwise.contains(producer.op())) {
      return Optional.of(swap.result(producer.op(), List.of(swap.viewOf(producer.input(0), view.op()))));
    } else if (producer.op() instanceof Pad pad) {
      return view.op() instanceof Transpose transpose ? Optional.of(swap.abovePad(transpose, pad)) : swap.abovePad(pad);
    } else if (producer.op() instanceof Binary) {
      return swap.aboveBinary();
    } else {
      return Optional.empty();
    }
  }

  private Value viewOf(Value value, Op op) {
    absorb(view);
    absorb(producer);
    return match.emit(view.name(), view.output().name(), op, value);
  }

  /** The view may be the node in hand, which is not rebuilt. */
  private void absorb(Node node) {
    if (match.out().producer(node.output()).isPresent()) {
      match.absorb(node);
    }
  }

  private Value result(Op op, List<Value> inputs) {
    return match.emitTyped(
        producer.name(), producer.output().name(), op, inputs, producer.output().type().withShape(view.output().shape()));
  }

  private Value abovePad(Transpose transpose, Pad pad) {
    Permutation inverse = new Permutation(transpose.perm()).inverse();
    Pad moved = new Pad(inverse.toInputOrder(pad.begins()), inverse.toInputOrder(pad.ends()), pad.value());
    return result(moved, List.of(viewOf(producer.input(0), transpose)));
  }

  /** Below a Pad, a Reshape must leave the axes that are padded as they are. */
  private Optional<Value> abovePad(Pad pad) {
    Shape padded = producer.output().shape();
    Shape reshaped = view.output().shape();
    List<Integer> begins = new ArrayList<>(Collections.nCopies(reshaped.rank(), 0));
    List<Integer> ends = new ArrayList<>(begins);
    Shape source = reshaped;
    for (int axis = 0; axis < padded.rank(); axis++) {
      if (pad.begins().get(axis) + pad.ends().get(axis) > 0) {
        int paddedAxis = axis;
        Optional<Integer> counterpart = ReshapeBlocks.of(padded, reshaped).flatMap(blocks -> blocks.counterpart(paddedAxis));
        if (counterpart.isEmpty()) {
          return Optional.empty();
        }
        begins.set(counterpart.get(), pad.begins().get(axis));
        ends.set(counterpart.get(), pad.ends().get(axis));
        source = source.withDim(counterpart.get(), producer.input(0).shape().dim(axis));
      }
    }
    return Optional.of(result(new Pad(begins, ends, pad.value()), List.of(viewOf(producer.input(0), new Reshape(source)))));
  }

  private Optional<Value> aboveBinary() {
    int data = producer.input(0).isConstant() ? 1 : 0;
    Value constant = producer.input(1 - data);
    if (!constant.isConstant() || !producer.input(data).shape().equals(producer.output().shape())) {
      return Optional.empty();
    }
    return viewOf(constant.requireConstant()).map(viewed -> {
      Value moved = viewOf(producer.input(data), view.op());
      Value operand = match.out().constant(constant.name(), viewed);
      return result(producer.op(), data == 0 ? List.of(moved, operand) : List.of(operand, moved));
    });
  }

  /** The constant as it broadcasts to the result of the view. */
  private Optional<Tensor> viewOf(Tensor constant) {
    Shape shape = producer.output().shape();
    if (view.op() instanceof Transpose) {
      return Optional.of(Folding.apply(view.op(), Folding.apply(new Reshape(constant.shape().alignedTo(shape.rank())), constant)));
    }
    Optional<Tensor> broadcast = ReshapeBlocks.of(shape, view.output().shape())
        .flatMap(blocks -> blocks.broadcast(constant.shape()))
        .map(viewed -> Folding.apply(new Reshape(viewed), constant));
    return broadcast.isPresent() || constant.type().isQuantised() ? broadcast : Optional.of(expanded(constant, shape));
  }

  /** The constant repeated to the whole shape, as it then broadcasts in any other shape. */
  private Tensor expanded(Tensor constant, Shape shape) {
    Binary sum = new Binary(Binary.Kind.ADD, Clamp.NONE);
    Tensor repeated = Folding.apply(sum, constant, Tensor.zeros(constant.type().withShape(shape)));
    return Folding.apply(new Reshape(view.output().shape()), repeated);
  }
}
