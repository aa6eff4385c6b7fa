package org.modelc.driver;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.modelc.data.SampleSet;
import org.modelc.firmware.Toolchain;
import org.modelc.ir.Graph;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.plan.MemoryGoal;
import org.modelc.problem.Problems;
import org.modelc.prune.PruningTarget;
import org.modelc.quant.Calibration;
import org.modelc.quant.IntegerForms;
import org.modelc.quant.QuantisationOptions;
import org.modelc.quant.Quantiser;
import org.modelc.quant.RangeMethod;
import org.modelc.quant.Rounding;
import org.modelc.report.Report;
import org.modelc.target.Target;

/**
 * What a network takes on a target in int8.
 *
 * @param constantBytes constants in flash
 * @param instructions of one inference by the layer's name; empty where they were not counted
 */
record DeployedCost(long constantBytes, Map<String, Long> instructions) {
  private static final int CALIBRATION_SAMPLES = 50;

  /** Neither ranges nor rounding change what the kernels take, so that the quickest will do. */
  private static final QuantisationOptions QUICK = QuantisationOptions.DEFAULT.withMethod(RangeMethod.MIN_MAX).withRounding(Rounding.NEAREST);

  /**
   * Measures a float network.
   *
   * @param samples for its inputs
   * @param toolchain counts instructions, where they are wanted
   */
  static DeployedCost of(Graph floats, SampleSet samples, Target target, Optional<Toolchain> toolchain) {
    SampleSet few = samples.range(0, Math.min(samples.size(), CALIBRATION_SAMPLES));
    Graph prepared = IntegerForms.of(floats);
    Graph integers = Pipeline.run(
        Pipeline.FINISH, Quantiser.quantise(prepared, Calibration.of(prepared, few), QUICK, new Problems()), PassOptions.DEFAULT);
    TargetCode code = TargetCode.generate(integers, target, MemoryGoal.DEFAULT, CompileOptions.of(target, "model").generationOptions());
    Map<String, Long> instructions = new LinkedHashMap<>();
    toolchain.ifPresent(tools -> {
      byte[] input = ExpectedOutputs.of(integers, few.range(0, 1).forGraph(integers)).inputBytes();
      LayerCosts.measure(code, input, tools).forEach(layer -> instructions.merge(layer.node(), layer.instructions(), Long::sum));
    });
    return new DeployedCost(Report.of(code.graph(), code.plan(), code.target(), code.files()).totals().constantBytes(), instructions);
  }

  /** @param target FLASH or INSTRUCTIONS */
  long amount(PruningTarget target) {
    return target == PruningTarget.FLASH ? constantBytes : instructions.values().stream().mapToLong(Long::longValue).sum();
  }
}
