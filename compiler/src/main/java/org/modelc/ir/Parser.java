package org.modelc.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.modelc.op.Op;

/**
 * Reads what {@link Printer#print} writes, and for tests written by hand: blank lines, comments from {@code #} at the start of a line,
 * output types left out where they can be inferred, and constants as {@code random SEED LOW HIGH} (uniform, both bounds included for
 * integers).
 */
public final class Parser {
  private static final String GRAPH = "graph";
  private static final String INPUT = "input";
  private static final String CONSTANT = "constant";
  private static final String OUTPUT = "output";

  /** Words that begin a statement. */
  static final Set<String> KEYWORDS = Set.of(GRAPH, INPUT, CONSTANT, OUTPUT);

  private final Map<String, Value> values = new HashMap<>();
  private GraphBuilder builder = new GraphBuilder(GRAPH);

  private Parser() {}

  /** @throws IllegalArgumentException naming the line that is wrong */
  public static Graph parse(String text) {
    Parser parser = new Parser();
    String[] lines = text.split("\n");
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        parser.statement(line, i + 1);
      }
    }
    return parser.builder.build();
  }

  private void statement(String line, int number) {
    try {
      Tokens tokens = new Tokens(line);
      if (tokens.accept(GRAPH)) {
        builder = new GraphBuilder(tokens.name());
      } else if (tokens.accept(INPUT)) {
        String name = tokens.name();
        define(name, builder.input(name, TypeText.parse(tokens)));
      } else if (tokens.accept(CONSTANT)) {
        constant(tokens);
      } else if (tokens.accept(OUTPUT)) {
        builder.output(use(tokens.name()));
      } else {
        node(tokens);
      }
      tokens.expectEnd();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
    }
  }

  private void define(String name, Value value) {
    if (values.put(name, value) != null) {
      throw new IllegalArgumentException("value " + name + " is defined twice");
    }
  }

  private Value use(String name) {
    return Optional.ofNullable(values.get(name)).orElseThrow(() -> new IllegalArgumentException("undefined value " + name));
  }

  private void constant(Tokens tokens) {
    String name = tokens.name();
    TensorType type = TypeText.parse(tokens);
    tokens.expect("=");
    define(name, builder.constant(name, TensorText.parse(type, tokens)));
  }

  private void node(Tokens tokens) {
    String nodeName = tokens.name();
    String firstOutput = tokens.accept(":") ? tokens.name() : nodeName;
    List<String> outputNames = new ArrayList<>(List.of(firstOutput));
    List<TensorType> types = new ArrayList<>();
    type(tokens).ifPresent(types::add);
    while (tokens.accept(",")) {
      outputNames.add(tokens.name());
      type(tokens).ifPresent(types::add);
    }
    tokens.expect("=");
    Op op = OpText.parse(tokens);
    List<Value> inputs = operands(tokens);
    List<Value> outputs = types.isEmpty()
        ? builder.add(nodeName, op, inputs, outputNames)
        : builder.addTyped(nodeName, op, inputs, outputNames, types);
    for (int i = 0; i < outputs.size(); i++) {
      define(outputNames.get(i), outputs.get(i));
    }
  }

  private static Optional<TensorType> type(Tokens tokens) {
    return tokens.peek("=") || tokens.peek(",") ? Optional.empty() : Optional.of(TypeText.parse(tokens));
  }

  private List<Value> operands(Tokens tokens) {
    tokens.expect("(");
    List<Value> operands = new ArrayList<>();
    while (!tokens.accept(")")) {
      operands.add(use(tokens.name()));
      tokens.accept(",");
    }
    return operands;
  }
}
