package org.modelc.quant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Cast;
import org.modelc.op.Clamp;
import org.modelc.op.Op;
import org.modelc.op.Select;
import org.modelc.pass.Rewriter;

/**
 * Writes what 8 bits cannot take as it is in another way: truth values that become numbers are a choice between 0 and 1; a constant that is added
 * to scores for a Softmax in order to hide some of them is a choice between these and a low number; no constant is lower than that number.
 */
public final class IntegerForms {
  /** Where numbers above it are added to other scores, this hides an element. */
  private static final float HIDES = -64;

  private final MaskPaths masks;
  private boolean changed;

  private IntegerForms(MaskPaths masks) {
    this.masks = masks;
  }

  /** The float graph with the same values, but for what is masked; {@code graph} itself where it is so already. Names of nodes and values stay. */
  public static Graph of(Graph graph) {
    IntegerForms forms = new IntegerForms(MaskPaths.of(graph));
    Graph rewritten = Rewriter.rewrite(graph, match -> {
      Optional<List<Value>> results = forms.rewrite(match);
      forms.changed |= results.isPresent();
      return results;
    });
    return forms.changed ? rewritten : graph;
  }

  private Optional<List<Value>> rewrite(Rewriter.Match match) {
    Node node = match.node();
    if (node.op() instanceof Cast && node.input(0).type().dtype() == DType.BOOL && node.output().type().dtype() == DType.F32) {
      return Optional.of(List.of(choice(match, match.input(0), number(match, "one", 1), number(match, "zero", 0))));
    }
    if (node.outputs().size() != 1 || !masks.contains(node.output())) {
      return Optional.empty();
    }
    Optional<Integer> mask = mask(node);
    return mask.isPresent() ? Optional.of(List.of(chosen(match, mask.get()))) : bounded(match);
  }

  private static Value choice(Rewriter.Match match, Value condition, Value x, Value y) {
    return match.emitTyped(match.node().name(), match.outputName(), new Select(), List.of(condition, x, y), match.outputType());
  }

  private static Value number(Rewriter.Match match, String what, float value) {
    return match.out().constant(match.node().name() + "_" + what, Tensor.f32(Shape.SCALAR, value));
  }

  /** The operand, by index, that is a constant and hides some elements, not all. */
  private static Optional<Integer> mask(Node node) {
    if (!(node.op() instanceof Binary binary) || binary.kind() != Binary.Kind.ADD) {
      return Optional.empty();
    }
    for (int index = 0; index < node.inputs().size(); index++) {
      Optional<Tensor> constant = node.input(index).constant();
      if (constant.isPresent() && hidden(constant.get()) > 0 && hidden(constant.get()) < constant.get().elements()) {
        return Optional.of(index);
      }
    }
    return Optional.empty();
  }

  private static int hidden(Tensor constant) {
    int hidden = 0;
    for (int i = 0; i < constant.elements(); i++) {
      hidden += constant.real(i) <= HIDES ? 1 : 0;
    }
    return hidden;
  }

  /** Scores plus what the mask adds to those that stay, and the lowest number for the others. */
  private static Value chosen(Rewriter.Match match, int maskIndex) {
    Node node = match.node();
    Tensor mask = match.input(maskIndex).requireConstant();
    byte[] stays = new byte[mask.elements()];
    float[] added = new float[mask.elements()];
    boolean addsNothing = true;
    for (int i = 0; i < added.length; i++) {
      stays[i] = (byte) (mask.real(i) <= HIDES ? 0 : 1);
      added[i] = stays[i] == 0 ? 0 : (float) mask.real(i);
      addsNothing &= added[i] == 0;
    }
    Value scores = match.input(1 - maskIndex);
    Value condition = match.out().constant(node.name() + "_stays", Tensor.of(TensorType.of(DType.BOOL, mask.shape()), stays));
    Value sum = addsNothing ? scores
        : match.emit(node.name() + "_added", match.outputName() + "_added", new Binary(Binary.Kind.ADD, Clamp.NONE), scores,
            match.out().constant(match.input(maskIndex).name(), Tensor.f32(mask.shape(), added)));
    return choice(match, condition, sum, number(match, "hidden", MaskPaths.LOWEST));
  }

  /** The node with constants that are no larger than what hides an element. */
  private static Optional<List<Value>> bounded(Rewriter.Match match) {
    List<Value> operands = new ArrayList<>();
    for (Value input : match.inputs()) {
      boolean large = input.isConstant() && input.type().dtype() == DType.F32 && isLarge(input.requireConstant());
      operands.add(large ? match.out().constant(input.name(), bounded(input.requireConstant())) : input);
    }
    Op op = match.node().op();
    return operands.equals(match.inputs()) ? Optional.empty()
        : Optional.of(match.out().addTyped(match.node().name(), op, operands, match.outputNames(), match.node().outputTypes()));
  }

  private static boolean isLarge(Tensor constant) {
    for (float element : constant.floats()) {
      if (Math.abs(element) > -MaskPaths.LOWEST) {
        return true;
      }
    }
    return false;
  }

  private static Tensor bounded(Tensor constant) {
    float[] elements = constant.floats().clone();
    for (int i = 0; i < elements.length; i++) {
      elements[i] = Math.min(Math.max(elements[i], MaskPaths.LOWEST), -MaskPaths.LOWEST);
    }
    return Tensor.f32(constant.shape(), elements);
  }
}
