package org.modelc.report;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.modelc.c.LayerSummary;
import org.modelc.c.LayerTensor;
import org.modelc.ir.DType;

/** Tells layers that compute in floating point from others. */
final class FloatingPoint {
  /** They change the storage of numbers and compute nothing. */
  private static final Set<String> CONVERSIONS = Set.of("Quantise", "Dequantise", "Cast", LayerSummary.COPY);

  private FloatingPoint() {}

  /** Nodes with floating-point inputs or outputs where other nodes have quantised ones; none in a float model. */
  static List<String> layersAmongIntegers(List<LayerSummary> layers) {
    boolean integers = layers.stream().anyMatch(layer -> tensors(layer).anyMatch(isOf(DType.S8)));
    return layers.stream()
        .filter(layer -> integers && !CONVERSIONS.contains(layer.operator()))
        .filter(layer -> tensors(layer).anyMatch(isOf(DType.F32)))
        .map(LayerSummary::node)
        .toList();
  }

  private static Stream<LayerTensor> tensors(LayerSummary layer) {
    return Stream.concat(layer.inputs().stream(), layer.outputs().stream());
  }

  private static Predicate<LayerTensor> isOf(DType dtype) {
    return tensor -> tensor.type().startsWith(dtype.text() + "[");
  }
}
