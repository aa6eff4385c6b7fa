package org.modelc.pass;

import java.util.List;
import java.util.function.BiConsumer;
import org.modelc.ir.Graph;
import org.modelc.ir.Verifier;

/** The passes, in order. Every graph between two passes is verified. */
public final class Pipeline {
  private static final Rewriter.Rule SIMPLIFICATION = Rewriter.Rule.firstOf(new RemoveNoOps(), new MergeViews());

  private static final Rewriter.Rule FUSION = Rewriter.Rule.firstOf(
      SIMPLIFICATION,
      new FuseClip(),
      new HoistClip(),
      new FusePad(),
      new RecogniseFunctions(),
      new LastState(),
      new FoldFollowingBinary(),
      new FoldPrecedingBinary(),
      new ExposeFoldable());

  private static final Rewriter.Rule INTEGERS = Rewriter.Rule.firstOf(
      SIMPLIFICATION,
      new SinkDequantise(),
      new MergeQuantise(),
      new HoistQuantise(),
      new AbsorbQuantise(),
      new ReadIntegers());

  /** From an imported graph, float or with Quantise and Dequantise nodes, to the optimised graph. */
  public static final List<Pass> OPTIMISE = List.of(
      new ConstantFolding(),
      new CommonSubexpressions(),
      new FuseNormalisation(),
      new GlobalPools(),
      new Layout(),
      new Rules("Fuse", FUSION),
      new CommonSubexpressions(),
      new Rules("Integers", INTEGERS),
      new QuantisedIo(),
      new ChannelsLastIo(),
      new Rules("FuseIntegers", FUSION),
      new ConstantChannels(),
      new CommonSubexpressions(),
      new DeadCode());

  /** What a graph needs after the post-training quantiser changed its types. */
  public static final List<Pass> FINISH = List.of(
      new Rules("FuseQuantised", FUSION),
      new ConstantChannels(),
      new CommonSubexpressions(),
      new DeadCode());

  /** What is done at the very end, in integers or floats. */
  public static final List<Pass> LAST = List.of(new RowInput());

  private Pipeline() {}

  public static Graph run(List<Pass> passes, Graph graph, PassOptions options) {
    return run(passes, graph, options, (pass, result) -> {});
  }

  /**
   * The graph after {@code passes}.
   *
   * @param observer sees every pass's name and result
   * @throws IllegalStateException if a pass makes a malformed graph, which is a defect of the compiler
   */
  public static Graph run(List<Pass> passes, Graph graph, PassOptions options, BiConsumer<String, Graph> observer) {
    Graph current = graph;
    Verifier.verify(current, "import");
    for (Pass pass : passes) {
      current = pass.run(current, options);
      Verifier.verify(current, pass.name());
      observer.accept(pass.name(), current);
    }
    return current;
  }
}
