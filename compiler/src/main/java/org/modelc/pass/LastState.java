package org.modelc.pass;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.ir.DType;
import org.modelc.ir.Node;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Gather;
import org.modelc.op.Recurrent;
import org.modelc.op.Reshape;
import org.modelc.op.Slice;

/** Makes a recurrent layer keep only its last state where a Slice or Gather, past a view, takes only that, so that no sequence is stored. */
final class LastState implements RulePass {
  @Override
  public Optional<List<Value>> rewrite(Rewriter.Match match) {
    if (!(match.node().op() instanceof Slice || match.node().op() instanceof Gather) || match.outputType().dtype() != DType.F32) {
      return Optional.empty();
    }
    Optional<Node> before = match.soleProducer(0);
    Optional<Node> view = before.filter(node -> node.op() instanceof Reshape);
    Optional<Node> layer = view.isPresent() ? match.soleProducer(view.get().input(0)) : before;
    return layer.filter(node -> node.op() instanceof Recurrent op && op.everyStep() && !op.carriesState() && takesLast(match, node)).map(node -> {
      view.ifPresent(match::absorb);
      match.absorb(node);
      return List.of(lastState(match, node));
    });
  }

  private static Value lastState(Rewriter.Match match, Node layer) {
    Recurrent op = (Recurrent) layer.op();
    Recurrent last = new Recurrent(op.cell(), op.reverse(), false);
    Value state = match.emit(layer.name(), layer.output().name(), last, layer.inputs().toArray(Value[]::new));
    return match.emit(match.node().name(), match.outputName(), new Reshape(match.outputShape()), state);
  }

  /** Lets the node in hand move the numbers of all places: those of the last step must remain, in order. */
  private static boolean takesLast(Rewriter.Match match, Node layer) {
    List<Value> constants = match.inputs().subList(1, match.inputs().size());
    int perStep = layer.output().shape().product(1, 3);
    if (match.outputShape().elements() != perStep || !constants.stream().allMatch(Value::isConstant)) {
      return false;
    }
    int first = ((Recurrent) layer.op()).reverse() ? 0 : layer.output().shape().elements() - perStep;
    int[] wanted = IntStream.range(first, first + perStep).toArray();
    return Arrays.equals(moved(match, constants), wanted);
  }

  private static int[] moved(Rewriter.Match match, List<Value> constants) {
    TensorType places = TensorType.of(DType.S32, match.input(0).shape());
    Tensor numbered = Tensor.of(places, IntStream.range(0, places.elements()).toArray());
    List<Tensor> operands = IntStream.range(0, match.inputs().size())
        .mapToObj(i -> i == 0 ? numbered : constants.get(i - 1).requireConstant()).toList();
    return match.node().op().evaluate(operands, List.of(TensorType.of(DType.S32, match.outputShape()))).get(0).ints();
  }
}
