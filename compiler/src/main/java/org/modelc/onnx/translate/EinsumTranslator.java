package org.modelc.onnx.translate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.modelc.ir.DType;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Expand;
import org.modelc.op.Gather;
import org.modelc.op.MatMul;
import org.modelc.op.OpException;
import org.modelc.op.Reduce;
import org.modelc.op.Reshape;
import org.modelc.op.Transpose;
import org.modelc.problem.Code;

/** Einsum: operands are joined one after the other by matrix products. Axes have letters; those of an ellipsis get digits. */
final class EinsumTranslator {
  private static final String ELLIPSIS = "...";

  private EinsumTranslator() {}

  /**
   * A tensor whose axes have names.
   *
   * @param labels one character an axis, each once
   */
  private record Term(Value value, String labels) {
    int size(char label) {
      return value.shape().dim(labels.indexOf(label));
    }
  }

  static Value translate(NodeContext node) {
    String equation = node.attributes().string("equation", "").replace(" ", "");
    String[] sides = equation.split("->", -1);
    List<String> inputs = List.of(sides[0].split(",", -1));
    List<Value> values = node.inputsFrom(0);
    if (inputs.size() != values.size() || sides.length > 2) {
      throw new OpException(Code.E203, "equation \"" + equation + "\" does not fit " + values.size() + " inputs");
    }
    int broadcast = IntStream.range(0, values.size()).map(i -> ellipsisAxes(inputs.get(i), values.get(i))).max().orElse(0);
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      labels.add(expanded(inputs.get(i), ellipsisAxes(inputs.get(i), values.get(i)), broadcast));
    }
    String output = sides.length == 2 ? expanded(sides[1], broadcast, broadcast) : implicit(labels, broadcast);
    Term result = term(node, "operand0", node.real(values.get(0)), labels.get(0));
    for (int i = 1; i < values.size(); i++) {
      String later = output + String.join("", labels.subList(i + 1, labels.size()));
      result = product(node, "product" + i, result, term(node, "operand" + i, node.real(values.get(i)), labels.get(i)), later);
    }
    return ordered(node, summed(node, "sum", result, output), output);
  }

  private static int ellipsisAxes(String labels, Value value) {
    int named = labels.replace(ELLIPSIS, "").length();
    int rest = value.shape().rank() - named;
    if (rest < 0 || rest > 0 && !labels.contains(ELLIPSIS) || rest > 9) {
      throw new OpException(Code.E203, "\"" + labels + "\" does not name the axes of " + value.shape());
    }
    return rest;
  }

  /** Names of an ellipsis' axes: the last is always the same, as they broadcast from there. */
  private static String expanded(String labels, int axes, int broadcast) {
    return labels.replace(ELLIPSIS, "0123456789".substring(broadcast - axes, broadcast));
  }

  /** Without a right side: the ellipsis, then letters that occur once, in alphabetical order. */
  private static String implicit(List<String> labels, int broadcast) {
    String all = String.join("", labels);
    String once = all.chars().filter(Character::isLetter).filter(label -> all.indexOf(label) == all.lastIndexOf(label)).sorted()
        .mapToObj(label -> String.valueOf((char) label)).collect(Collectors.joining());
    return "0123456789".substring(0, broadcast) + once;
  }

  /** An operand; where a letter occurs twice, its diagonal. */
  private static Term term(NodeContext node, String name, Value value, String labels) {
    StringBuilder kept = new StringBuilder();
    for (char label : labels.toCharArray()) {
      if (kept.indexOf(String.valueOf(label)) < 0) {
        kept.append(label);
      }
    }
    if (kept.length() == labels.length()) {
      return new Term(value, labels);
    }
    List<Integer> dims = kept.chars().mapToObj(label -> value.shape().dim(labels.indexOf(label))).toList();
    Shape shape = new Shape(dims);
    int[] strides = value.shape().strides();
    int[] places = new int[shape.elements()];
    for (int i = 0; i < places.length; i++) {
      int rest = i;
      for (int axis = dims.size() - 1; axis >= 0; axis--) {
        char label = kept.charAt(axis);
        int stride = IntStream.range(0, labels.length()).filter(k -> labels.charAt(k) == label).map(k -> strides[k]).sum();
        places[i] += rest % dims.get(axis) * stride;
        rest /= dims.get(axis);
      }
    }
    Value flat = node.step(name + "_flat", new Reshape(Shape.of(value.shape().elements())), value);
    Value indices = node.constantStep(name + "_places", Tensor.of(TensorType.of(DType.S32, shape), places));
    return new Term(node.step(name + "_diagonal", new Gather(0), flat, indices), kept.toString());
  }

  /** Sums over the axes that nothing names later. */
  private static Term summed(NodeContext node, String name, Term term, String later) {
    List<Integer> axes = IntStream.range(0, term.labels.length()).filter(axis -> later.indexOf(term.labels.charAt(axis)) < 0).boxed().toList();
    if (axes.isEmpty()) {
      return term;
    }
    return new Term(node.step(name, new Reduce(Reduce.Kind.SUM, axes, false), term.value), only(term.labels, later));
  }

  private static String only(String labels, String wanted) {
    return labels.chars().filter(label -> wanted.indexOf(label) >= 0)
        .mapToObj(label -> String.valueOf((char) label)).collect(Collectors.joining());
  }

  /** The product summed over the axes that both have and nothing names later: a matrix product for each of the axes that stay in both. */
  private static Term product(NodeContext node, String name, Term a, Term b, String later) {
    Term left = summed(node, name + "_left_sum", a, later + b.labels);
    Term right = summed(node, name + "_right_sum", b, later + a.labels);
    String common = only(left.labels, right.labels);
    String batch = only(common, later);
    String inner = common.chars().filter(label -> batch.indexOf(label) < 0)
        .mapToObj(label -> String.valueOf((char) label)).collect(Collectors.joining());
    String rows = without(left.labels, common);
    String columns = without(right.labels, common);
    Map<Character, Integer> sizes = new HashMap<>();
    for (Term term : List.of(left, right)) {
      for (char label : term.labels.toCharArray()) {
        sizes.merge(label, term.size(label), (x, y) -> sharedSize(label, x, y));
      }
    }
    Value x = matrices(node, name + "_left", left, List.of(batch, rows, inner), sizes);
    Value y = matrices(node, name + "_right", right, List.of(batch, inner, columns), sizes);
    String labels = batch + rows + columns;
    Shape shape = new Shape(labels.chars().mapToObj(label -> sizes.get((char) label)).toList());
    return new Term(node.step(name, new Reshape(shape), node.step(name + "_matrices", new MatMul(), x, y)), labels);
  }

  private static int sharedSize(char label, int a, int b) {
    if (a != b && a != 1 && b != 1) {
      throw new OpException(Code.E204, "axis " + label + " has " + a + " and " + b + " elements");
    }
    return Math.max(a, b);
  }

  private static String without(String labels, String left) {
    return labels.chars().filter(label -> left.indexOf(label) < 0)
        .mapToObj(label -> String.valueOf((char) label)).collect(Collectors.joining());
  }

  /** The term with three axes, each of which stands for the axes of a group. */
  private static Value matrices(NodeContext node, String name, Term term, List<String> groups, Map<Character, Integer> sizes) {
    String order = String.join("", groups);
    Value moved = node.step(
        name + "_moved", new Transpose(order.chars().mapToObj(label -> term.labels.indexOf(label)).toList()), term.value);
    Shape full = new Shape(order.chars().mapToObj(label -> sizes.get((char) label)).toList());
    Value repeated = moved.shape().equals(full) ? moved : node.step(name + "_repeated", new Expand(full), moved);
    List<Integer> dims = groups.stream()
        .map(group -> group.chars().map(label -> sizes.get((char) label)).reduce(1, Math::multiplyExact)).toList();
    return node.step(name, new Reshape(new Shape(dims)), repeated);
  }

  private static Value ordered(NodeContext node, Term term, String output) {
    Set<Integer> perm = new LinkedHashSet<>();
    for (char label : output.toCharArray()) {
      if (term.labels.indexOf(label) < 0 || !perm.add(term.labels.indexOf(label))) {
        throw new OpException(Code.E203, "the result's axis " + label + " occurs twice or in no operand");
      }
    }
    return node.result(new Transpose(List.copyOf(perm)), term.value);
  }
}
