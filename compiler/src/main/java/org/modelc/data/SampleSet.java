package org.modelc.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.modelc.ir.Graph;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.TensorType;
import org.modelc.problem.ProblemException;
import org.modelc.reference.Transposition;

/** Inputs of a graph, sample by sample, with the class of each where it is known. Immutable; safe to read from several threads. */
public final class SampleSet {
  private final int size;
  private final IntFunction<List<Tensor>> inputs;
  private final Optional<List<Integer>> labels;

  SampleSet(int size, IntFunction<List<Tensor>> inputs, Optional<List<Integer>> labels) {
    this.size = size;
    this.inputs = inputs;
    this.labels = labels.map(List::copyOf);
  }

  /** Samples given as tensors: for each sample the graph's inputs in its order. */
  public static SampleSet of(List<List<Tensor>> samples) {
    List<List<Tensor>> copy = List.copyOf(samples);
    return new SampleSet(copy.size(), copy::get, Optional.empty());
  }

  /** The same samples with these labels, one each. */
  public SampleSet withLabels(List<Integer> newLabels) {
    if (newLabels.size() != size) {
      throw new IllegalArgumentException(newLabels.size() + " labels for " + size + " samples");
    }
    return new SampleSet(size, inputs, Optional.of(newLabels));
  }

  /**
   * The same samples with the labels of {@code file}: an {@code .npy} of class indices, or an {@code .npz} with the array {@code y}.
   *
   * @throws ProblemException E301 if the file cannot be read, E306 if its numbers are no labels of these samples
   */
  public SampleSet withLabels(Path file) {
    return withLabels(LabelFile.read(file, size));
  }

  /**
   * Reads the samples of {@code file} ({@code .npz} or {@code .npy}) for the inputs of {@code graph}.
   *
   * <p>The array of an input has the input's name; for an only input it may also be called {@code x} or be the only array whose shape
   * fits. Its first axis counts the samples; the others are the input's shape (see {@link SampleFit}). Arrays of the integer type of a
   * quantised input are taken as they are unless {@code preprocessing} changes numbers; all other numbers are real and are quantised
   * with the input's scale where it is quantised. Labels are the array {@code y} of class indices; a negative label means none.
   *
   * @throws ProblemException E301, E302 or E306
   */
  public static SampleSet load(Path file, Graph graph, Preprocessing preprocessing) {
    return new SampleLoader(file, preprocessing).load(graph);
  }

  public int size() {
    return size;
  }

  /** The inputs of sample {@code index} in the graph's order. */
  public List<Tensor> sample(int index) {
    return inputs.apply(index);
  }

  /** One class index for each sample, negative where it is unknown; empty if the file has no labels. */
  public Optional<List<Integer>> labels() {
    return labels;
  }

  /** The samples {@code from} (inclusive) to {@code to} (exclusive); {@code to} may exceed the size. */
  public SampleSet range(int from, int to) {
    int end = Math.min(to, size);
    return new SampleSet(end - from, index -> inputs.apply(from + index), labels.map(all -> all.subList(from, end)));
  }

  /**
   * The same real numbers for another form of the same graph: inputs are quantised or dequantised to its types, and transposed where it
   * takes channels last and the original takes them first.
   */
  public SampleSet forGraph(Graph graph) {
    List<TensorType> types = graph.inputs().stream().map(value -> value.type()).toList();
    return new SampleSet(size, index -> convert(inputs.apply(index), types), labels);
  }

  private static List<Tensor> convert(List<Tensor> sample, List<TensorType> types) {
    if (sample.size() != types.size()) {
      throw new IllegalArgumentException("graph has " + types.size() + " inputs, sample has " + sample.size());
    }
    return IntStream.range(0, sample.size())
        .mapToObj(i -> Reals.convert(channelsLastIfNeeded(sample.get(i), types.get(i).shape()), types.get(i)))
        .toList();
  }

  private static Tensor channelsLastIfNeeded(Tensor tensor, Shape wanted) {
    Shape shape = tensor.shape();
    if (shape.equals(wanted)) {
      return tensor;
    }
    List<Integer> perm = IntStream.range(0, shape.rank()).map(axis -> axis == 0 ? 0 : axis == shape.rank() - 1 ? 1 : axis + 1)
        .boxed().toList();
    if (!shape.permute(perm).equals(wanted)) {
      throw new IllegalArgumentException("a sample of shape " + shape + " does not become " + wanted);
    }
    return Transposition.apply(tensor, perm);
  }
}
