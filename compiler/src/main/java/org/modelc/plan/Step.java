package org.modelc.plan;

import java.util.List;
import org.modelc.ir.Node;
import org.modelc.ir.Value;

/** One action of an inference. */
public sealed interface Step {

  /** The nodes that it computes, in execution order. */
  List<Node> nodes();

  /** Runs the node's kernel. */
  record Compute(Node node) implements Step {
    @Override
    public List<Node> nodes() {
      return List.of(node);
    }
  }

  /** Runs the kernels of several nodes in turns, each for a few rows at a time. */
  record Bands(List<Node> nodes, List<BandRun> runs) implements Step {
    public Bands {
      nodes = List.copyOf(nodes);
      runs = List.copyOf(runs);
    }

    /** How many bands there are. */
    public int count() {
      return runs.stream().mapToInt(BandRun::bands).sum();
    }
  }

  /**
   * Copies a value to the buffer of a graph output that cannot be computed in place: a graph input, a constant, or a value that is
   * several outputs at once.
   */
  record Copy(Value source, int output) implements Step {
    @Override
    public List<Node> nodes() {
      return List.of();
    }
  }

  /** Copies a value to the place of the state that it is in the next call, where it could not be computed there. */
  record Keep(Value source, Value state) implements Step {
    @Override
    public List<Node> nodes() {
      return List.of();
    }
  }
}
