package org.modelc.driver;

import org.modelc.c.CGenerator;
import org.modelc.c.GeneratedModel;
import org.modelc.c.GenerationOptions;
import org.modelc.ir.Graph;
import org.modelc.kernel.CodeGoal;
import org.modelc.kernel.KernelSelection;
import org.modelc.plan.MemoryGoal;
import org.modelc.plan.MemoryPlan;
import org.modelc.target.Target;

/**
 * The C of a graph for one target with the plan that it follows.
 *
 * @param graph the target's own form
 */
public record TargetCode(Graph graph, Target target, MemoryPlan plan, GeneratedModel files) {

  /** As {@link #generate(Graph, Target, MemoryGoal, CodeGoal, GenerationOptions)} for speed. */
  public static TargetCode generate(Graph compiled, Target target, MemoryGoal memory, GenerationOptions options) {
    return generate(compiled, target, memory, CodeGoal.SPEED, options);
  }

  /**
   * @param compiled for any target
   * @throws org.modelc.problem.ProblemException if the graph cannot become C, or its arena does not meet the goal
   */
  static TargetCode generate(Graph compiled, Target target, MemoryGoal memory, CodeGoal goal, GenerationOptions options) {
    Graph graph = TargetGraph.of(compiled, target);
    MemoryPlan plan = MemoryPlan.of(graph, KernelSelection.of(graph, target, goal), target.bufferAlignment(), memory);
    return new TargetCode(graph, target, plan, CGenerator.generate(graph, plan, target, options));
  }
}
