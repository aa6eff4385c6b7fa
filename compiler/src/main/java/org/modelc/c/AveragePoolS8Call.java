package org.modelc.c;

import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
import org.modelc.arithmetic.AccumulatorScaling;
import org.modelc.arithmetic.Requantisation;
import org.modelc.ir.Node;
import org.modelc.ir.TensorType;
import org.modelc.op.AveragePool;
import org.modelc.op.Clamp;

/** Parameters of {@code modelc_average_pool_s8} and {@code modelc_average_pool_s16}; multipliers are those of the counts from {@code smallestCount} on. */
public record AveragePoolS8Call(
    String kernel,
    WindowGeometry window,
    CountedArea counted,
    int inputZeroPoint,
    OutputS8 output,
    int smallestCount,
    ConstArray multipliers)
    implements Call {

  public static AveragePoolS8Call of(AveragePool pool, Node node, Lowering lowering) {
    TensorType input = node.input(0).type();
    TensorType output = node.output().type();
    IntSummaryStatistics counts = pool.counts(input.shape());
    List<Requantisation> means = IntStream.rangeClosed(counts.getMin(), counts.getMax())
        .mapToObj(count -> Requantisation.ofMean(input.requireQuant(), output.requireQuant(), count))
        .toList();
    AccumulatorScaling scaling = new AccumulatorScaling(means);
    return new AveragePoolS8Call(
        "modelc_average_pool_" + output.dtype().text(),
        WindowGeometry.of(pool.window(), input.shape(), output.shape()),
        CountedArea.of(pool, input.shape()),
        input.requireQuant().zeroPoint(),
        OutputS8.of(output, Clamp.NONE),
        counts.getMin(),
        lowering.array("multipliers", scaling.multipliers()));
  }
}
