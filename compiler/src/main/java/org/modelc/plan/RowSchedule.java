package org.modelc.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.modelc.ir.Node;
import org.modelc.ir.Value;
import org.modelc.op.Window;

/**
 * Which rows of which value are made and needed in which band, where nodes run band after band.
 *
 * <p>It follows backwards from what the bands must make: of results that are needed as a whole, equal shares. A node makes the rows that
 * its readers need in the band and that are not there yet, so that no row is made twice; a row is needed until no reader's window reaches it
 * any more.
 */
final class RowSchedule {
  static final int ROW_AXIS = 1;

  /** A node that reads a value through a window. */
  private record Reader(Node node, Window window) {}

  private final int rowsPerBand;
  private final int lastHeight;
  private final int bands;
  private final Map<Value, List<Reader>> readers = new IdentityHashMap<>();

  /** The first row that is not made yet, before each band and after the last. */
  private final Map<Value, int[]> ends = new IdentityHashMap<>();

  /** The first row that is still needed, before each band and after the last. */
  private final Map<Value, int[]> begins = new IdentityHashMap<>();

  /**
   * @param nodes in execution order, each with a row window and one output
   * @param isWhole whether an output of the nodes is needed as a whole
   * @param rowsAtOnce rows of a node's output that are best made together
   * @param rowsPerBand rows of the last node's output that a band makes
   */
  RowSchedule(List<Node> nodes, Predicate<Value> isWhole, ToIntFunction<Node> rowsAtOnce, int rowsPerBand) {
    this.rowsPerBand = rowsPerBand;
    this.lastHeight = height(nodes.get(nodes.size() - 1).output());
    this.bands = (lastHeight + rowsPerBand - 1) / rowsPerBand;
    for (Node node : nodes) {
      node.inputs().stream().filter(input -> !input.isConstant()).distinct()
          .forEach(input -> readers.computeIfAbsent(input, value -> new ArrayList<>()).add(new Reader(node, window(node))));
    }
    for (int index = nodes.size() - 1; index >= 0; index--) {
      Node node = nodes.get(index);
      ends.put(node.output(), rounded(ends(node.output(), isWhole.test(node.output())), rowsAtOnce.applyAsInt(node)));
    }
    nodes.forEach(node -> begins.put(node.output(), begins(node.output())));
  }

  static int height(Value map) {
    return map.shape().dim(ROW_AXIS);
  }

  private static Window window(Node node) {
    return node.op().rowWindow(node).orElseThrow();
  }

  private int[] ends(Value value, boolean whole) {
    int[] result = new int[bands + 1];
    for (int band = 0; band < bands; band++) {
      int end = whole ? share(height(value), band) : 0;
      for (Reader reader : readers(value)) {
        int madeByReader = ends.get(reader.node.output())[band + 1];
        end = Math.max(end, madeByReader == 0 ? 0 : Math.min(height(value), windowEnd(reader.window, madeByReader)));
      }
      result[band + 1] = end;
    }
    return result;
  }

  /** Whole groups of {@code rowsAtOnce} rows, apart from the last. */
  private static int[] rounded(int[] ends, int rowsAtOnce) {
    int last = ends[ends.length - 1];
    return Arrays.stream(ends).map(end -> Math.min(last, (end + rowsAtOnce - 1) / rowsAtOnce * rowsAtOnce)).toArray();
  }

  /** The rows of {@code height} that the bands up to this one make: as large a share as of the last node's output. */
  private int share(int height, int band) {
    long lastEnd = Math.min(lastHeight, (band + 1L) * rowsPerBand);
    return (int) ((height * lastEnd + lastHeight - 1) / lastHeight);
  }

  private int[] begins(Value value) {
    return IntStream.rangeClosed(0, bands).map(band -> firstNeeded(value, band)).toArray();
  }

  private int firstNeeded(Value value, int band) {
    int needed = ends.get(value)[band];
    for (Reader reader : readers(value)) {
      int[] made = ends.get(reader.node.output());
      if (made[band] < made[bands]) {
        needed = Math.min(needed, windowBegin(reader.window, made[band]));
      }
    }
    return needed;
  }

  private List<Reader> readers(Value value) {
    return readers.getOrDefault(value, List.of());
  }

  private static int windowBegin(Window window, int row) {
    return Math.max(0, row * window.strideHeight() - window.padTop());
  }

  /** Behind the last row, of the input or of the padding below it, that the rows before {@code end} read. */
  private static int windowEnd(Window window, int end) {
    return (end - 1) * window.strideHeight() - window.padTop() + window.reach();
  }

  int bands() {
    return bands;
  }

  /** The rows of its output that a node makes in a band; none where it has nothing to do. */
  Rows made(Node node, int band) {
    int[] end = ends.get(node.output());
    return new Rows(end[band], end[band + 1]);
  }

  /** The rows of its inputs that a node reads in a band in which it makes rows. */
  Rows read(Node node, int band) {
    Rows made = made(node, band);
    Window window = window(node);
    int height = height(node.inputs().stream().filter(input -> !input.isConstant()).findFirst().orElseThrow());
    return new Rows(windowBegin(window, made.begin()), Math.min(height, windowEnd(window, made.end())));
  }

  /** The rows of padding above those that a node reads in a band. */
  int paddingAbove(Node node, int band) {
    Window window = window(node);
    return Math.max(0, window.padTop() - made(node, band).begin() * window.strideHeight());
  }

  /** The rows of padding below those that a node reads in a band. */
  int paddingBelow(Node node, int band) {
    return windowEnd(window(node), made(node, band).end()) - read(node, band).end();
  }

  /** The rows that are there once the band's own are made. */
  Rows present(Value value, int band) {
    return new Rows(begins.get(value)[band], ends.get(value)[band + 1]);
  }

  /** The rows that later bands still need. */
  Rows kept(Value value, int band) {
    return new Rows(begins.get(value)[band + 1], ends.get(value)[band + 1]);
  }

  /** The most rows that are there at once. */
  int mostPresent(Value value) {
    return IntStream.range(0, bands).map(band -> present(value, band).count()).max().orElse(0);
  }

  /** The most rows that are kept from one band to the next. */
  int mostKept(Value value) {
    return IntStream.range(0, bands).map(band -> kept(value, band).count()).max().orElse(0);
  }
}
