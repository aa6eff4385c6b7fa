package org.modelc.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.modelc.op.Cast;
import org.modelc.op.Dequantise;
import org.modelc.op.KeepFirst;
import org.modelc.op.Op;
import org.modelc.op.Quantise;
import org.modelc.op.Requantise;
import org.modelc.op.Reshape;
import org.modelc.op.Slice;
import org.modelc.op.Transpose;

/**
 * An output of which only the first elements along an axis count, with zeros behind them, and the output that says how many do: in ONNX its size
 * depends on the elements.
 *
 * @param axis of the output
 * @param count index of the output S64 [1] with the number
 */
public record CountedOutput(int axis, int count) {

  /** What is known of output {@code index}; empty where all elements count. */
  public static Optional<CountedOutput> of(Graph graph, int index) {
    return kept(graph, graph.outputs().get(index)).flatMap(kept -> IntStream.range(0, graph.outputs().size())
        .filter(other -> viewed(graph, graph.outputs().get(other)) == viewed(graph, kept.count)).boxed().findFirst()
        .map(count -> new CountedOutput(kept.axis, count)));
  }

  /** The graph's outputs with those cut to the elements that count of which only some do, as ONNX has them. */
  public static List<Tensor> cut(Graph graph, List<Tensor> outputs) {
    List<Tensor> cut = new ArrayList<>();
    for (int index = 0; index < outputs.size(); index++) {
      Tensor output = outputs.get(index);
      cut.add(of(graph, index).map(found -> first(output, found.axis, (int) outputs.get(found.count).longs()[0])).orElse(output));
    }
    return cut;
  }

  private static Tensor first(Tensor tensor, int axis, int count) {
    Shape shape = tensor.shape().withDim(axis, count);
    Slice slice = new Slice(
        Collections.nCopies(shape.rank(), 0), Collections.nCopies(shape.rank(), 1), shape);
    return slice.evaluate(List.of(tensor), List.of(tensor.type().withShape(shape))).get(0);
  }

  private record Kept(int axis, Value count) {}

  /** Looks back through what passes put between a {@link KeepFirst} and the output. */
  private static Optional<Kept> kept(Graph graph, Value value) {
    Optional<Node> producer = graph.producer(value);
    if (producer.isEmpty()) {
      return Optional.empty();
    }
    Node node = producer.get();
    Op op = node.op();
    if (op instanceof KeepFirst keepFirst) {
      return Optional.of(new Kept(keepFirst.axis(), node.input(KeepFirst.COUNT)));
    } else if (op instanceof Cast || op instanceof Dequantise || op instanceof Quantise || op instanceof Requantise) {
      return kept(graph, node.input(0));
    } else if (op instanceof Transpose transpose) {
      return kept(graph, node.input(0)).map(kept -> new Kept(transpose.perm().indexOf(kept.axis), kept.count));
    } else if (op instanceof Reshape reshape) {
      return kept(graph, node.input(0)).flatMap(kept -> {
        OptionalInt axis = reshape.axisOf(node.input(0).shape(), kept.axis);
        return axis.isPresent() ? Optional.of(new Kept(axis.getAsInt(), kept.count)) : Optional.empty();
      });
    }
    return Optional.empty();
  }

  private static Value viewed(Graph graph, Value value) {
    return graph.producer(value).filter(node -> node.op().isView()).map(node -> viewed(graph, node.input(0))).orElse(value);
  }
}
