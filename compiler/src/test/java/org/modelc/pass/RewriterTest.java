package org.modelc.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Parser;
import org.modelc.ir.Printer;
import org.modelc.ir.Value;
import org.modelc.ir.Verifier;
import org.modelc.op.Clip;
import org.modelc.op.Reshape;

class RewriterTest {
  private static final String ALIASES = """
      graph aliases
      input x f32[2x3]
      soft f32[2x3] = Softmax(axis=1)(x)
      same f32[2x3] = Reshape(shape=[2x3])(soft)
      a f32[2x3] = Clip(clamp=0.0..0.5)(same)
      b f32[2x3] = Clip(clamp=0.0..0.25)(soft)
      output a
      output b
      """;

  /** Forwards Reshapes, and notes for each Clip whether it may absorb its producer. */
  private static Optional<List<Value>> forward(Rewriter.Match match, List<Boolean> sole) {
    if (match.node().op() instanceof Clip) {
      sole.add(match.soleProducer(0).isPresent());
    }
    return match.node().op() instanceof Reshape ? match.forwardTo(match.input(0)) : Optional.empty();
  }

  @Test
  void producerOfTwoOldValuesThatBecameOneIsNotSole() {
    List<Boolean> sole = new ArrayList<>();
    Rewriter.rewrite(Parser.parse(ALIASES), match -> forward(match, sole));
    assertThat(sole).containsExactly(false, false);
  }

  @Test
  void producerIsSoleWhereOneReaderIsLeft() {
    List<Boolean> sole = new ArrayList<>();
    Rewriter.rewrite(Parser.parse(ALIASES.replace("(same)", "(x)").replace("output a\n", "")), match -> forward(match, sole));
    assertThat(sole).containsExactly(false, true);
  }

  @Test
  void producerOfGraphOutputIsNotSole() {
    List<Boolean> sole = new ArrayList<>();
    Rewriter.rewrite(Parser.parse(ALIASES + "output soft"), match -> forward(match, sole));
    assertThat(sole).containsExactly(false, false);
  }

  @Test
  void outputsKeepTheirNamesWhenAllChangePlaces() {
    Graph graph = Parser.parse("""
        graph cycle
        input x f32[2x3]
        a = Softmax(axis=0)(x)
        b = Softmax(axis=1)(x)
        c = Clip(clamp=0.0..1.0)(x)
        output a
        output b
        output c
        """);
    Graph rotated = new Graph("cycle", graph.inputs(), List.of(value(graph, "b"), value(graph, "c"), value(graph, "a")), graph.nodes());
    Graph restored = OutputNames.restore(rotated, List.of("a", "b", "c"));
    Verifier.verify(restored, "test");
    assertThat(restored.outputs()).extracting(Value::name).containsExactly("a", "b", "c");
    assertThat(restored.outputs()).extracting(output -> restored.producer(output).orElseThrow().op())
        .isEqualTo(rotated.outputs().stream().map(output -> rotated.producer(output).orElseThrow().op()).toList());
  }

  private static Value value(Graph graph, String name) {
    return graph.nodes().stream().map(Node::output).filter(value -> value.name().equals(name)).findAny().orElseThrow();
  }

  @Test
  void constantsThatAreUsedTwiceStayOne() {
    Graph graph = Parser.parse("""
        graph twice
        input x f32[2]
        constant c f32[2] = 1.0 2.0
        a f32[2] = Binary(kind=add)(x, c)
        b f32[2] = Binary(kind=mul)(a, c)
        output b
        """);
    assertThat(Printer.print(Rewriter.rewrite(graph, match -> Optional.empty()))).isEqualTo(Printer.print(graph));
  }

  @Test
  void ruleThatNeverEndsIsFound() {
    Graph graph = Parser.parse("graph g\ninput x f32[2]\ny = Softmax(axis=0)(x)\noutput y");
    assertThatThrownBy(() -> Rewriter.rewriteFully(graph, match -> Optional.of(match.keep())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("rewriting g does not end");
  }
}
