package org.modelc.driver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.modelc.data.SampleSet;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorBytes;
import org.modelc.ir.TensorType;
import org.modelc.reference.Interpreter;
import org.modelc.stream.StreamGraph;

/** A stream that runs through the windows of some samples, and what the interpreter makes of every whole window on the way. */
final class StreamSamples {
  /** What the test firmware puts behind the outputs of a push: whether there were any. */
  static final TensorType WRITTEN = TensorType.of(DType.S32, Shape.of(1));

  private final Graph whole;
  private final StreamGraph stream;
  private final byte[] window;
  private final List<byte[]> samples;

  private StreamSamples(Graph whole, StreamGraph stream, SampleSet samples) {
    this.whole = whole;
    this.stream = stream;
    this.samples = IntStream.range(0, samples.size()).mapToObj(index -> TensorBytes.encode(samples.sample(index))).toList();
    this.window = new byte[whole.inputs().get(0).type().bytes()];
  }

  /**
   * Pushes as samples of one call each.
   *
   * @param samples of the type of the input of {@code whole}; begun anew where the stream is longer
   * @param results how many results the stream gives
   */
  static ExpectedOutputs of(Graph whole, StreamGraph stream, SampleSet samples, int results) {
    return new StreamSamples(whole, stream, samples).pushes(stream.firstOutput() - 1 + results);
  }

  private ExpectedOutputs pushes(int count) {
    TensorType pushed = stream.step().inputs().get(0).type();
    List<List<Tensor>> inputs = new ArrayList<>();
    List<List<Tensor>> windows = new ArrayList<>();
    for (int push = 0; push < count; push++) {
      byte[] rows = rows(push, pushed.bytes());
      System.arraycopy(window, rows.length, window, 0, window.length - rows.length);
      System.arraycopy(rows, 0, window, window.length - rows.length, rows.length);
      inputs.add(TensorBytes.decode(rows, List.of(pushed)));
      windows.add(TensorBytes.decode(window, List.of(whole.inputs().get(0).type())));
    }
    Interpreter interpreter = new Interpreter(whole);
    List<List<Tensor>> outputs = new ArrayList<>();
    for (int push = 0; push < count; push++) {
      outputs.add(push + 1 < stream.firstOutput() ? none() : written(interpreter.run(windows.get(push))));
    }
    return new ExpectedOutputs(inputs, outputs);
  }

  private byte[] rows(int push, int bytes) {
    byte[] rows = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      long position = (long) push * bytes + i;
      rows[i] = samples.get((int) (position / window.length % samples.size()))[(int) (position % window.length)];
    }
    return rows;
  }

  private List<Tensor> none() {
    List<Tensor> zeros = new ArrayList<>();
    whole.outputs().forEach(output -> zeros.add(Tensor.zeros(output.type())));
    zeros.add(Tensor.zeros(WRITTEN));
    return zeros;
  }

  private static List<Tensor> written(List<Tensor> outputs) {
    List<Tensor> all = new ArrayList<>(outputs);
    Tensor one = Tensor.zeros(WRITTEN);
    Arrays.fill(one.ints(), 1);
    all.add(one);
    return all;
  }
}
