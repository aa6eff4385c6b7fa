package org.modelc.c;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.op.GridSample;

/** Parameters of {@code modelc_grid_sample_<interpolation>_f32}. */
public record GridSampleCall(
    String kernel, int batches, int channels, int axes, int places, List<Integer> sizes, List<String> scale, List<String> offset,
    List<String> low, List<String> high, int padding, Map<Integer, ConstArray> constantArguments) implements Call {

  public static GridSampleCall of(GridSample sample, Node node, Lowering lowering) {
    Shape x = node.input(GridSample.X).shape();
    List<Integer> sizes = new ArrayList<>(x.dims().subList(2, x.rank()));
    int axes = sizes.size();
    if (axes == 2) {
      sizes.add(0, 1);
    }
    return new GridSampleCall(
        "modelc_grid_sample_" + sample.interpolation().name().toLowerCase(Locale.ROOT) + "_f32",
        x.dim(0), x.dim(1), axes, node.output().shape().product(2, node.output().shape().rank()), sizes,
        sizes.stream().map(size -> FloatLiteral.of(sample.scale(size))).toList(),
        sizes.stream().map(size -> FloatLiteral.of(sample.offset(size))).toList(),
        sizes.stream().map(size -> FloatLiteral.of(sample.low())).toList(),
        sizes.stream().map(size -> FloatLiteral.of(sample.high(size))).toList(),
        sample.padding().ordinal(), ConstantOperands.of(node, lowering));
  }
}
