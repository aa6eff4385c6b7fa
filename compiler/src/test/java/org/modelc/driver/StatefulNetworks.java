package org.modelc.driver;

import static org.modelc.onnx.OnnxModelBuilder.integer;
import static org.modelc.onnx.OnnxModelBuilder.ints;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.modelc.ir.DType;
import org.modelc.onnx.OnnxModelBuilder;
import org.modelc.state.StateRequest.Link;

/**
 * Networks with states as inputs and outputs, with seeded weights: from {@code x} to {@code y}.
 *
 * @param states by name
 */
record StatefulNetworks(OnnxModelBuilder model, List<Link> states) {
  /** All there are. */
  static final List<String> NAMES = List.of("mean", "delays", "cache", "cell", "lstm", "gru", "gru_reset_before", "rnn", "packed");

  static StatefulNetworks of(String name) {
    return switch (name) {
      case "mean" -> mean();
      case "delays" -> delays();
      case "cache" -> cache();
      case "cell" -> cell();
      case "lstm" -> layer("LSTM", 4, List.of("h", "c"));
      case "gru" -> layer("GRU", 3, List.of("h"), integer("linear_before_reset", 1));
      case "gru_reset_before" -> layer("GRU", 3, List.of("h"));
      case "rnn" -> layer("RNN", 1, List.of("h"));
      case "packed" -> packed();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static OnnxModelBuilder fromX(int... dims) {
    return OnnxModelBuilder.opset(17).input("x", DType.F32, dims).output("y");
  }

  /** What is above a running mean. */
  private static StatefulNetworks mean() {
    return new StatefulNetworks(fromX(1, 8).input("mean", DType.F32, 1, 8).scalar("old", 0.8f).scalar("new", 0.2f)
        .node("Mul", List.of("mean", "old"), List.of("kept"))
        .node("Mul", List.of("x", "new"), List.of("added"))
        .node("Add", List.of("kept", "added"), List.of("mean_next"))
        .node("Sub", List.of("x", "mean_next"), List.of("y"))
        .output("mean_next"), List.of(new Link("mean", "mean_next")));
  }

  /** States that are inputs of the call before. */
  private static StatefulNetworks delays() {
    return new StatefulNetworks(fromX(1, 4).input("first", DType.F32, 1, 4).input("second", DType.F32, 1, 4)
        .node("Add", List.of("x", "second"), List.of("y"))
        .node("Identity", List.of("x"), List.of("first_next"))
        .node("Identity", List.of("first"), List.of("second_next"))
        .output("first_next").output("second_next"),
        List.of(new Link("first", "first_next"), new Link("second", "second_next")));
  }

  /** Two convolutions of two new samples in time, each with what it needs of those before. */
  private static StatefulNetworks cache() {
    return new StatefulNetworks(fromX(1, 4, 2).input("c0", DType.F32, 1, 4, 3).input("c1", DType.F32, 1, 6, 2)
        .random("w0", 6, 4, 4).random("b0", 6).random("w1", 5, 6, 3).random("b1", 5)
        .longs("from0", 2).longs("to0", 5).longs("from1", 2).longs("to1", 4).longs("axis", 2)
        .node("Concat", List.of("c0", "x"), List.of("rows0"), integer("axis", 2))
        .node("Slice", List.of("rows0", "from0", "to0", "axis"), List.of("c0_next"))
        .node("Conv", List.of("rows0", "w0", "b0"), List.of("conv0"), ints("kernel_shape", 4))
        .node("Relu", List.of("conv0"), List.of("relu0"))
        .node("Concat", List.of("c1", "relu0"), List.of("rows1"), integer("axis", 2))
        .node("Slice", List.of("rows1", "from1", "to1", "axis"), List.of("c1_next"))
        .node("Conv", List.of("rows1", "w1", "b1"), List.of("y"), ints("kernel_shape", 3))
        .output("c0_next").output("c1_next"), List.of(new Link("c0", "c0_next"), new Link("c1", "c1_next")));
  }

  /** A GRU written as operators. */
  private static StatefulNetworks cell() {
    OnnxModelBuilder model = fromX(1, 5).input("h", DType.F32, 1, 6).random("out", 6, 3).scalar("one", 1);
    for (String gate : List.of("z", "r", "n")) {
      model.random("w" + gate, 5, 6).random("u" + gate, 6, 6)
          .node("MatMul", List.of("x", "w" + gate), List.of("x" + gate))
          .node("MatMul", List.of("h", "u" + gate), List.of("h" + gate));
    }
    return new StatefulNetworks(model
        .node("Add", List.of("xz", "hz"), List.of("sz")).node("Sigmoid", List.of("sz"), List.of("z"))
        .node("Add", List.of("xr", "hr"), List.of("sr")).node("Sigmoid", List.of("sr"), List.of("r"))
        .node("Mul", List.of("r", "hn"), List.of("rh")).node("Add", List.of("xn", "rh"), List.of("sn")).node("Tanh", List.of("sn"), List.of("n"))
        .node("Sub", List.of("one", "z"), List.of("not_z")).node("Mul", List.of("not_z", "n"), List.of("fresh"))
        .node("Mul", List.of("z", "h"), List.of("kept")).node("Add", List.of("fresh", "kept"), List.of("h_next"))
        .node("MatMul", List.of("h_next", "out"), List.of("y"))
        .output("h_next"), List.of(new Link("h", "h_next")));
  }

  /** A recurrent operator over three steps a call, and a matrix product of every step. */
  private static StatefulNetworks layer(String type, int gates, List<String> states, AttributeProto... attributes) {
    OnnxModelBuilder model = fromX(3, 1, 5).random("w", 1, gates * 6, 5).random("r", 1, gates * 6, 6).random("b", 1, 2 * gates * 6)
        .random("out", 6, 3).longs("flat", 3, 6);
    states.forEach(state -> model.input(state, DType.F32, 1, 1, 6));
    List<String> inputs = new ArrayList<>(List.of("x", "w", "r", "b", ""));
    inputs.addAll(states);
    List<String> outputs = new ArrayList<>(List.of("sequence"));
    states.forEach(state -> outputs.add(state + "_next"));
    AttributeProto[] all = Arrays.copyOf(attributes, attributes.length + 1);
    all[attributes.length] = integer("hidden_size", 6);
    model.node(type, inputs, outputs, all).node("Reshape", List.of("sequence", "flat"), List.of("rows"))
        .node("MatMul", List.of("rows", "out"), List.of("y"));
    states.forEach(state -> model.output(state + "_next"));
    return new StatefulNetworks(model, states.stream().map(state -> new Link(state, state + "_next")).toList());
  }

  /** An LSTM whose hidden state and cell are one tensor. */
  private static StatefulNetworks packed() {
    return new StatefulNetworks(fromX(1, 1, 5).input("s", DType.F32, 2, 1, 6)
        .random("w", 1, 24, 5).random("r", 1, 24, 6).random("b", 1, 48).random("out", 6, 3).longs("zero", 0).longs("one", 1).longs("two", 2)
        .node("Slice", List.of("s", "zero", "one", "zero"), List.of("h"))
        .node("Slice", List.of("s", "one", "two", "zero"), List.of("c"))
        .node("LSTM", List.of("x", "w", "r", "b", "", "h", "c"), List.of("", "h_next", "c_next"), integer("hidden_size", 6))
        .node("Concat", List.of("h_next", "c_next"), List.of("s_next"), integer("axis", 0))
        .node("MatMul", List.of("h_next", "out"), List.of("y"))
        .output("s_next"), List.of(new Link("s", "s_next")));
  }
}
