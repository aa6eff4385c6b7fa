package org.modelc.ir;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Graphs as text, one statement a line:
 *
 * <pre>
 * graph example
 * input x f32[1x4x4x1]
 * constant w f32[2x3x3x1] = 0.5 -1.0 ...
 * constant b f32[2] = fill 0.0
 * conv: y f32[1x4x4x2] = Conv(window=[3x3 pad 1 1 1 1], groups=1, clamp=0.0..inf)(x, w, b)
 * output y
 * </pre>
 *
 * <p>A node that is named like its output is written without its name; names that are no plain words are in quotation marks; a
 * quantised type is followed by {@code <scale zero zeroPoint>}. See {@link Parser}.
 */
public final class Printer {
  private static final int ELEMENTS_IN_SUMMARY = 6;

  private final int elementLimit;
  private final StringBuilder text = new StringBuilder();

  private Printer(int elementLimit) {
    this.elementLimit = elementLimit;
  }

  /** The graph with all elements of its constants, for {@link Parser#parse}. */
  public static String print(Graph graph) {
    return new Printer(Integer.MAX_VALUE).graph(graph);
  }

  /** The graph with the first few elements of its constants, to be read by people. */
  public static String summarise(Graph graph) {
    return new Printer(ELEMENTS_IN_SUMMARY).graph(graph);
  }

  private String graph(Graph graph) {
    line("graph " + name(graph.name()));
    graph.inputs().forEach(input -> line("input " + typed(input)));
    graph.constants().forEach(constant -> line("constant " + typed(constant) + " = " + elements(constant.requireConstant())));
    graph.nodes().forEach(node -> line(node(node)));
    graph.outputs().forEach(output -> line("output " + name(output.name())));
    return text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String node(Node node) {
    boolean namedLikeOutput = node.outputs().get(0).name().equals(node.name());
    String outputs = node.outputs().stream().map(Printer::typed).collect(Collectors.joining(", "));
    String inputs = node.inputs().stream().map(input -> name(input.name())).collect(Collectors.joining(", ", "(", ")"));
    return (namedLikeOutput ? "" : name(node.name()) + ": ") + outputs + " = " + OpText.print(node.op()) + inputs;
  }

  private static String typed(Value value) {
    return name(value.name()) + " " + TypeText.print(value.type());
  }

  private static String name(String name) {
    return Tokens.isWord(name) && !Parser.KEYWORDS.contains(name) ? name : Tokens.quote(name);
  }

  private String elements(Tensor tensor) {
    List<String> shown = IntStream.range(0, Math.min(tensor.elements(), elementLimit)).mapToObj(i -> element(tensor, i)).toList();
    if (tensor.elements() > 1 && isUniform(tensor)) {
      return "fill " + shown.get(0);
    }
    return String.join(" ", shown) + (shown.size() < tensor.elements() ? " ..." : "");
  }

  private static boolean isUniform(Tensor tensor) {
    String first = element(tensor, 0);
    return IntStream.range(1, tensor.elements()).allMatch(i -> element(tensor, i).equals(first));
  }

  private static String element(Tensor tensor, int index) {
    return tensor.type().dtype().isFloat() ? FloatText.print(tensor.floats()[index]) : String.valueOf(tensor.integer(index));
  }
}
