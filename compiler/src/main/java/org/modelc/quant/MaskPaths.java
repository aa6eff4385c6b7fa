package org.modelc.quant;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Compare;
import org.modelc.op.Reshape;
import org.modelc.op.Softmax;

/**
 * The values from which scores for a Softmax come and nothing else. Very negative numbers among them are masks: such an element takes no part, and
 * it does not matter how negative it is. See {@code docs/arithmetic.md}.
 */
final class MaskPaths {
  /** What a mask adds at least to hide an element; real scores are nearer to 0. */
  static final float MASKED = -1000;

  /** What stands for minus infinity and all that is as good as it. */
  static final float LOWEST = -1e4f;

  /** A share below the reciprocal of this is 0 in 8 bits. */
  private static final double LEAST_SHARE = 512;

  private final Graph graph;
  private final Set<Value> onPath = new HashSet<>();
  private final Set<String> names = new HashSet<>();
  private final Map<Value, Integer> rowAxes = new HashMap<>();

  private MaskPaths(Graph graph) {
    this.graph = graph;
  }

  static MaskPaths of(Graph graph) {
    MaskPaths paths = new MaskPaths(graph);
    for (int i = graph.nodes().size() - 1; i >= 0; i--) {
      graph.nodes().get(i).outputs().forEach(paths::add);
    }
    graph.inputs().forEach(paths::add);
    return paths;
  }

  private void add(Value value) {
    List<Node> readers = graph.consumers(value);
    if (StoragePlan.isReal(value) && !graph.isOutput(value) && !readers.isEmpty() && readers.stream().allMatch(this::leadsToSoftmax)) {
      onPath.add(value);
      names.add(value.name());
      findRowAxis(value, readers);
    }
  }

  private boolean leadsToSoftmax(Node reader) {
    boolean passesOn = StoragePlan.moves(reader) || reader.op() instanceof Binary binary && switch (binary.kind()) {
      case ADD, SUB, MUL -> binary.clamp().isNone();
      default -> false;
    };
    return reader.op() instanceof Softmax || reader.op() instanceof Compare || passesOn && onPath.contains(reader.output());
  }

  private void findRowAxis(Value value, List<Node> readers) {
    List<OptionalInt> axes = readers.stream().map(reader -> rowAxis(reader, value.shape())).distinct().toList();
    if (axes.size() == 1 && axes.get(0).isPresent()) {
      rowAxes.put(value, axes.get(0).getAsInt());
    }
  }

  /** The axis of {@code input} that becomes the Softmax's, where {@code reader} is one or the view of its operand in whole rows. */
  private OptionalInt rowAxis(Node reader, Shape input) {
    if (reader.op() instanceof Softmax softmax) {
      return OptionalInt.of(softmax.axis());
    }
    Shape view = reader.output().shape();
    boolean wholeRows = reader.op() instanceof Reshape && input.rank() > 0 && view.rank() > 0 && input.dim(-1) == view.dim(-1)
        && rowAxes.getOrDefault(reader.output(), -1) == view.rank() - 1;
    return wholeRows ? OptionalInt.of(input.rank() - 1) : OptionalInt.empty();
  }

  /** Whether {@code value} becomes scores for a Softmax and nothing else. */
  boolean contains(Value value) {
    return onPath.contains(value);
  }

  /** As {@link #contains} for the value of this name. */
  boolean containsName(String name) {
    return names.contains(name);
  }

  /** Whether {@code value} is a Softmax's operand, whose range need not hold masked elements. */
  boolean isScores(Value value) {
    return rowAxes.containsKey(value);
  }

  static boolean isMasked(double element) {
    return element <= MASKED;
  }

  /**
   * {@code tensor} without what is masked. In scores, a masked element becomes the largest number whose exponential makes no difference to its row
   * in 8 bits, or 0 where the whole row is masked; elsewhere it is no lower than {@link #LOWEST}.
   *
   * @param tensor F32
   */
  Tensor unmasked(Value value, Tensor tensor) {
    boolean masked = false;
    for (int i = 0; contains(value) && i < tensor.elements(); i++) {
      masked |= isMasked(tensor.floats()[i]);
    }
    if (!masked) {
      return tensor;
    }
    float[] elements = tensor.floats().clone();
    if (isScores(value)) {
      replaceInRows(elements, tensor.shape(), rowAxes.get(value));
    } else {
      for (int i = 0; i < elements.length; i++) {
        elements[i] = Math.max(elements[i], LOWEST);
      }
    }
    return Tensor.f32(tensor.shape(), elements);
  }

  private static void replaceInRows(float[] elements, Shape shape, int axis) {
    int length = shape.dim(axis);
    int stride = shape.product(axis + 1, shape.rank());
    for (int row = 0; row < elements.length / length; row++) {
      replaceInRow(elements, row / stride * length * stride + row % stride, length, stride);
    }
  }

  private static void replaceInRow(float[] elements, int first, int length, int stride) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = first; i < first + length * stride; i += stride) {
      largest = Math.max(largest, elements[i]);
    }
    float nothing = isMasked(largest) ? 0 : (float) (largest - Math.log(LEAST_SHARE * length));
    for (int i = first; i < first + length * stride; i += stride) {
      elements[i] = isMasked(elements[i]) ? nothing : elements[i];
    }
  }
}
