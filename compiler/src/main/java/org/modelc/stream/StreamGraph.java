package org.modelc.stream;

import org.modelc.ir.Graph;
import org.modelc.ir.Verifier;
import org.modelc.op.History;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/**
 * A network on the last rows of a stream, as a graph of what is done for the newest rows.
 *
 * <p>The input's rows are those along its first axis that is not of size 1. Layers whose rows depend on a few rows of their inputs compute the
 * rows that the newest ones add, all others the window as a whole. Rows that are needed again are kept by {@link History}.
 *
 * @param step the work of one push: its input is the newest rows, its outputs are those of the network for the whole window
 * @param pushRows rows of the input that a push adds
 * @param windowRows rows of the input that a result depends on: the network's own input
 */
public record StreamGraph(Graph step, int pushRows, int windowRows) {
  /**
   * The steps of a network.
   *
   * @param whole the network on a whole window
   * @throws ProblemException E408 if the network is not fit, E403 if it does not move on by whole rows with {@code pushRows} rows of the input
   */
  public static StreamGraph of(Graph whole, int pushRows) {
    StreamedRows rows = new StreamedRows(whole);
    int windowRows = rows.of(whole.inputs().get(0)).rows();
    requireRows(pushRows, windowRows, rows.totalStride());
    Graph step = SinglePlaces.asProducts(new StepBuilder(whole, rows, pushRows).build());
    Verifier.verify(step, "StreamGraph");
    return new StreamGraph(step, pushRows, windowRows);
  }

  private static void requireRows(int pushRows, int windowRows, int totalStride) {
    if (pushRows < 1 || pushRows > windowRows || pushRows % totalStride != 0) {
      throw new ProblemException(
          Code.E403, "--stream " + pushRows, "The network's input has " + windowRows + " rows, and its results move on by " + totalStride + " of them.",
          "Choose a multiple of " + totalStride + " up to " + windowRows + ".");
    }
  }

  /** How many pushes fill the window, so that the last of them gives the first result. */
  public int firstOutput() {
    return (windowRows + pushRows - 1) / pushRows;
  }
}
