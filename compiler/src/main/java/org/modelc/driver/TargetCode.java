package org.modelc.driver;

import java.util.Optional;
import org.modelc.c.CGenerator;
import org.modelc.c.GeneratedModel;
import org.modelc.c.GenerationOptions;
import org.modelc.ir.Graph;
import org.modelc.kernel.CodeGoal;
import org.modelc.kernel.KernelSelection;
import org.modelc.plan.MemoryGoal;
import org.modelc.plan.MemoryPlan;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.stream.StreamGraph;
import org.modelc.state.States;
import org.modelc.target.Target;

/**
 * The C of a graph for one target with the plan that it follows.
 *
 * @param graph the target's own form; the step of a stream, where the C is for one
 */
public record TargetCode(Graph graph, Target target, MemoryPlan plan, GeneratedModel files, Optional<StreamGraph> stream) {

  /** As {@link #generate(Graph, Target, MemoryGoal, CodeGoal, GenerationOptions)} for speed. */
  public static TargetCode generate(Graph compiled, Target target, MemoryGoal memory, GenerationOptions options) {
    return generate(compiled, target, memory, CodeGoal.SPEED, options);
  }

  /**
   * @param compiled for any target
   * @throws org.modelc.problem.ProblemException if the graph cannot become C, or its arena does not meet the goal
   */
  static TargetCode generate(Graph compiled, Target target, MemoryGoal memory, CodeGoal goal, GenerationOptions options) {
    return generate(compiled, States.NONE, target, memory, goal, options);
  }

  /** As {@link #generate(Graph, Target, MemoryGoal, CodeGoal, GenerationOptions)} with states of {@code compiled}. */
  static TargetCode generate(
      Graph compiled, States states, Target target, MemoryGoal memory, CodeGoal goal, GenerationOptions options) {
    Graph graph = TargetGraph.of(compiled, target);
    MemoryPlan plan = MemoryPlan.of(graph, KernelSelection.of(graph, target, goal), target.bufferAlignment(), memory, states);
    return new TargetCode(graph, target, plan, CGenerator.generate(graph, plan, target, options), Optional.empty());
  }

  /**
   * The C for a stream whose newest rows are pushed.
   *
   * @param compiled for whole windows
   * @throws ProblemException E408 or E403 if the network is not fit, E405 if its arena does not meet the goal
   */
  static TargetCode generate(Graph compiled, int pushRows, Target target, MemoryGoal memory, CodeGoal goal, GenerationOptions options) {
    if (target.has("kpu")) {
      throw new ProblemException(
          Code.E408, "target " + target.name(), "Its accelerator computes whole maps only.", "Choose the target k210, or leave out --stream.");
    }
    StreamGraph stream = StreamGraph.of(compiled, pushRows);
    Graph step = stream.step();
    MemoryPlan plan = MemoryPlan.of(step, KernelSelection.of(step, target, goal), target.bufferAlignment(), memory);
    GeneratedModel files = CGenerator.generate(step, plan, target, options, Optional.of(stream));
    return new TargetCode(step, target, plan, files, Optional.of(stream));
  }

  /** As the request has it: for whole inputs or for a stream. */
  static TargetCode generate(ModelRequest request, PreparedModel model, Target target, GenerationOptions options) {
    return request.pushRows().isPresent()
        ? generate(model.compiled(), request.pushRows().getAsInt(), target, request.memory(), request.goal(), options)
        : generate(model.compiled(), model.states(), target, request.memory(), request.goal(), options);
  }
}
