package org.modelc.onnx.translate;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.modelc.onnx.model.OnnxNode;

/**
 * Where operators over quantised integers have their operands: each is a run of data, scale and zero point inputs.
 *
 * @param data index of the data; scale and zero point follow
 */
record QuantisedOperands(int data) {
  private static final List<Integer> ONE = List.of(0);
  private static final List<Integer> TWO = List.of(0, 3);

  /** First indices by operator. QLinearConcat, whose operands are any number, stands apart. */
  private static final Map<String, List<Integer>> DATA_INPUTS = Map.ofEntries(
      Map.entry("DequantizeLinear", ONE),
      Map.entry("QLinearConv", TWO),
      Map.entry("QLinearMatMul", TWO),
      Map.entry("QGemm", TWO),
      Map.entry("QLinearAdd", TWO),
      Map.entry("QLinearMul", TWO),
      Map.entry("QLinearAveragePool", ONE),
      Map.entry("QLinearGlobalAveragePool", ONE),
      Map.entry("QLinearSigmoid", ONE),
      Map.entry("QLinearLeakyRelu", ONE),
      Map.entry("QLinearSoftmax", ONE));

  int scale() {
    return data + 1;
  }

  int zeroPoint() {
    return data + 2;
  }

  /** The operands of {@code node}; none for operators that do not say how their inputs are quantised. */
  static List<QuantisedOperands> of(OnnxNode node) {
    if (node.type().equals("QLinearConcat")) {
      return IntStream.iterate(2, index -> index < node.inputs().size(), index -> index + 3).mapToObj(QuantisedOperands::new).toList();
    }
    return DATA_INPUTS.getOrDefault(node.type(), List.of()).stream().map(QuantisedOperands::new).toList();
  }
}
