package org.modelc.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.modelc.ir.Graph;
import org.modelc.ir.GraphBuilder;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.op.Binary;
import org.modelc.op.Clamp;
import org.modelc.op.MaxPool;
import org.modelc.op.Window;

class RowScheduleTest {
  private static final Window SAME_3 = new Window(3, 3, 1, 1, 1, 1, 1, 1, 1, 1);
  private static final Window HALVING_3 = new Window(3, 3, 2, 2, 1, 1, 0, 0, 1, 1);

  private final GraphBuilder builder = new GraphBuilder("maps");

  private Value input(int height) {
    return builder.input("x", TensorType.f32(Shape.of(1, height, 4, 1)));
  }

  private RowSchedule schedule(int rowsAtOnce, int rowsPerBand) {
    Graph graph = builder.build();
    return new RowSchedule(graph.nodes(), graph::isOutput, node -> rowsAtOnce, rowsPerBand);
  }

  private Node node(int index) {
    return builder.build().nodes().get(index);
  }

  private static List<Rows> made(RowSchedule schedule, Node node) {
    return IntStream.range(0, schedule.bands()).mapToObj(band -> schedule.made(node, band)).toList();
  }

  @Test
  void aNodeRunsAheadByWhatItsReaderReachesBelow() {
    Value first = builder.add("first", new MaxPool(SAME_3), input(8));
    builder.output(builder.add("second", new MaxPool(SAME_3), first));
    RowSchedule schedule = schedule(1, 2);
    assertThat(made(schedule, node(1))).containsExactly(new Rows(0, 2), new Rows(2, 4), new Rows(4, 6), new Rows(6, 8));
    assertThat(made(schedule, node(0))).containsExactly(new Rows(0, 3), new Rows(3, 5), new Rows(5, 7), new Rows(7, 8));
    assertThat(schedule.read(node(1), 0)).isEqualTo(new Rows(0, 3));
    assertThat(schedule.read(node(1), 1)).isEqualTo(new Rows(1, 5));
    assertThat(schedule.kept(first, 0)).isEqualTo(new Rows(1, 3));
    assertThat(schedule.kept(first, 3).isEmpty()).isTrue();
    assertThat(schedule.mostPresent(first)).isEqualTo(4);
    assertThat(schedule.mostKept(first)).isEqualTo(2);
  }

  @Test
  void paddingBelongsToTheFirstAndLastBandOnly() {
    Value first = builder.add("first", new MaxPool(SAME_3), input(8));
    builder.output(builder.add("second", new MaxPool(SAME_3), first));
    RowSchedule schedule = schedule(1, 2);
    assertThat(IntStream.range(0, 4).map(band -> schedule.paddingAbove(node(1), band))).containsExactly(1, 0, 0, 0);
    assertThat(IntStream.range(0, 4).map(band -> schedule.paddingBelow(node(1), band))).containsExactly(0, 0, 0, 1);
  }

  @Test
  void strideMultipliesTheRows() {
    Value first = builder.add("first", new MaxPool(SAME_3), input(8));
    builder.output(builder.add("second", new MaxPool(HALVING_3), first));
    RowSchedule schedule = schedule(1, 1);
    assertThat(made(schedule, node(0))).containsExactly(new Rows(0, 3), new Rows(3, 5), new Rows(5, 7), new Rows(7, 8));
    assertThat(schedule.mostKept(first)).isEqualTo(1);
  }

  @Test
  void rowsThatNothingReadsAreNotMade() {
    Value first = builder.add("first", new MaxPool(SAME_3), input(8));
    builder.output(builder.add("second", new MaxPool(new Window(1, 1, 2, 2, 1, 1, 0, 0, 0, 0)), first));
    RowSchedule schedule = schedule(1, 2);
    assertThat(made(schedule, node(0))).containsExactly(new Rows(0, 3), new Rows(3, 7));
    assertThat(schedule.mostKept(first)).isZero();
  }

  @Test
  void whatASumAlsoReadsIsKeptForIt() {
    Value skip = builder.add("skip", new MaxPool(SAME_3), input(8));
    Value inner = builder.add("inner", new MaxPool(SAME_3), skip);
    Value last = builder.add("last", new MaxPool(SAME_3), inner);
    builder.output(builder.add("sum", new Binary(Binary.Kind.ADD, Clamp.NONE), skip, last));
    RowSchedule schedule = schedule(1, 1);
    assertThat(schedule.present(skip, 3)).isEqualTo(new Rows(3, 6));
    assertThat(schedule.kept(skip, 3)).isEqualTo(new Rows(4, 6));
    assertThat(schedule.kept(inner, 3)).isEqualTo(new Rows(3, 5));
    assertThat(schedule.kept(last, 3).isEmpty()).isTrue();
  }

  @Test
  void rowsComeInGroupsButForTheLast() {
    Value first = builder.add("first", new MaxPool(SAME_3), input(7));
    builder.output(builder.add("second", new MaxPool(SAME_3), first));
    assertThat(made(schedule(2, 2), node(0))).containsExactly(new Rows(0, 4), new Rows(4, 6), new Rows(6, 7), new Rows(7, 7));
  }

  @Test
  void otherResultsGrowInProportion() {
    Value first = builder.add("first", new MaxPool(SAME_3), input(8));
    builder.output(first);
    builder.output(builder.add("second", new MaxPool(HALVING_3), first));
    RowSchedule schedule = schedule(1, 2);
    assertThat(made(schedule, node(0))).containsExactly(new Rows(0, 5), new Rows(5, 8));
  }
}
