package org.modelc.training.loop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Value;
import org.modelc.op.Conv;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.training.FeatureMatching;

/** Which values of a student and its teacher belong together. */
final class FeaturePairs {
  private FeaturePairs() {}

  /** @param student channels-last, as that of {@code teacher} */
  record Pair(Value student, Value teacher) {}

  /**
   * The pairs that are asked for, or those of equal image sizes.
   *
   * @throws ProblemException E605 if there is no such layer, or two do not fit
   */
  static List<Pair> of(List<Node> student, List<Node> teacher, FeatureMatching asked) {
    List<Pair> pairs = asked.pairs().isEmpty() ? bySize(student, teacher) : named(student, teacher, asked);
    if (pairs.isEmpty()) {
      throw new ProblemException(
          Code.E605, "--features", "Student and teacher have no convolutions whose results are of one size.", "Name layers, or leave the option out.");
    }
    return pairs;
  }

  private static List<Pair> bySize(List<Node> student, List<Node> teacher) {
    Map<List<Integer>, Value> last = lastConvolutions(teacher);
    List<Pair> pairs = new ArrayList<>();
    lastConvolutions(student).forEach((size, value) -> {
      if (last.containsKey(size)) {
        pairs.add(new Pair(value, last.get(size)));
      }
    });
    return pairs;
  }

  private static Map<List<Integer>, Value> lastConvolutions(List<Node> nodes) {
    Map<List<Integer>, Value> last = new LinkedHashMap<>();
    nodes.stream().filter(node -> node.op() instanceof Conv).forEach(node -> last.put(places(node.output().shape()), node.output()));
    return last;
  }

  /** All but the channels. */
  private static List<Integer> places(Shape shape) {
    return shape.dims().subList(0, Math.max(0, shape.rank() - 1));
  }

  private static List<Pair> named(List<Node> student, List<Node> teacher, FeatureMatching asked) {
    List<Pair> pairs = new ArrayList<>();
    new TreeMap<>(asked.pairs()).forEach((ours, theirs) -> {
      Pair pair = new Pair(find(student, ours, "student"), find(teacher, theirs, "teacher"));
      if (!places(pair.student().shape()).equals(places(pair.teacher().shape()))) {
        throw new ProblemException(Code.E605, "layer \"" + ours + "\"", "Its result is " + pair.student().type() + ", that of \"" + theirs + "\" "
            + pair.teacher().type() + "; only the last dimension may differ.");
      }
      pairs.add(pair);
    });
    return pairs;
  }

  private static Value find(List<Node> nodes, String name, String whose) {
    return nodes.stream().filter(node -> node.name().equals(name) || node.output().name().equals(name)).map(Node::output).findFirst()
        .orElseThrow(() -> new ProblemException(Code.E605, "layer \"" + name + "\"", "The " + whose + " has no such layer.",
            "`modelc inspect` shows the names."));
  }
}
