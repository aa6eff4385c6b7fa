package org.modelc.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.modelc.ir.Graph;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;

/** Finds the array of each input in a sample file and checks that it fits. */
final class SampleLoader {
  private static final String DEFAULT_INPUT = "x";
  private static final String LABELS = "y";

  private final Path file;
  private final Preprocessing preprocessing;
  private final Map<String, NpyArray> arrays;
  private final Problems problems = new Problems();

  SampleLoader(Path file, Preprocessing preprocessing) {
    this.file = file;
    this.preprocessing = preprocessing;
    this.arrays = ArrayFile.read(file);
  }

  SampleSet load(Graph graph) {
    List<InputArray> inputs = new ArrayList<>();
    for (Value input : graph.inputs()) {
      arrayOf(input, graph.inputs().size() == 1).flatMap(name -> bind(name, input)).ifPresent(inputs::add);
    }
    problems.throwIfErrors();
    int size = commonSize(inputs);
    Optional<List<Integer>> labels = hasInputNamedLikeLabels(graph) ? Optional.empty() : labels(size);
    problems.throwIfErrors();
    return new SampleSet(size, index -> sample(inputs, index), labels);
  }

  private static boolean hasInputNamedLikeLabels(Graph graph) {
    return graph.inputs().stream().anyMatch(input -> input.name().equals(LABELS));
  }

  private Optional<String> arrayOf(Value input, boolean onlyInput) {
    if (arrays.containsKey(input.name())) {
      return Optional.of(input.name());
    }
    if (onlyInput && arrays.containsKey(DEFAULT_INPUT)) {
      return Optional.of(DEFAULT_INPUT);
    }
    List<String> fitting = arrays.keySet().stream().filter(name -> !name.equals(LABELS) && fits(arrays.get(name), input)).toList();
    if (onlyInput && fitting.size() == 1) {
      return Optional.of(fitting.get(0));
    }
    problems.add(Code.E302, file.toString(), "no array is clearly meant for " + describe(input) + "; the file has " + contents() + ".");
    return Optional.empty();
  }

  private String contents() {
    return arrays.isEmpty()
        ? "no arrays of numbers"
        : arrays.entrySet().stream().map(array -> array.getKey() + " " + array.getValue()).collect(Collectors.joining(", "));
  }

  private boolean fits(NpyArray array, Value input) {
    return permutation(array, input).isPresent();
  }

  private Optional<List<Integer>> permutation(NpyArray array, Value input) {
    return array.shape().rank() < 1
        ? Optional.empty()
        : SampleFit.permutation(InputArray.sampleShape(array), input.shape(), preprocessing.layout());
  }

  private Optional<InputArray> bind(String name, Value input) {
    NpyArray array = arrays.get(name);
    Optional<List<Integer>> permutation = permutation(array, input);
    if (permutation.isEmpty()) {
      problems.add(Code.E302, where(name), "shape " + array.shape() + " does not fit " + describe(input) + ", which needs "
          + neededShape(input) + " (the first axis counts the samples).");
      return Optional.empty();
    }
    Optional<Integer> channelAxis = channelAxis(name, InputArray.sampleShape(array));
    return channelAxis.filter(axis -> hasValidNumbers(name, array, input))
        .map(axis -> new InputArray(array, input.type(), preprocessing, permutation.get(), axis));
  }

  private static String neededShape(Value input) {
    Shape shape = input.shape();
    boolean batchOfOne = shape.rank() > 1 && shape.dim(0) == 1;
    List<Integer> dims = shape.dims().subList(batchOfOne ? 1 : 0, shape.rank());
    return "Nx" + new Shape(dims);
  }

  private Optional<Integer> channelAxis(String name, Shape sample) {
    int channels = preprocessing.channels();
    if (channels == 1) {
      return Optional.of(0);
    }
    Optional<Integer> axis = SampleFit.channelAxis(sample, channels, preprocessing.layout());
    if (axis.isEmpty()) {
      problems.add(Code.E302, where(name), "mean and standard deviation are for " + channels + " channels, but in samples of shape "
          + sample + " it is not clear which axis that is.");
    }
    return axis;
  }

  private boolean hasValidNumbers(String name, NpyArray array, Value input) {
    if (array.shape().elements() == 0) {
      problems.add(Code.E302, where(name), "it holds no samples.");
      return false;
    }
    boolean integersOnly = input.type().dtype().isInteger() && !input.type().isQuantised();
    for (int i = 0; i < array.shape().elements(); i++) {
      double number = array.real(i);
      if (!Double.isFinite(number) || integersOnly && number != Math.rint(number)) {
        int sample = i / (array.shape().elements() / array.shape().dim(0));
        problems.add(Code.E302, where(name), "sample " + sample + " holds " + number + ", which " + describe(input) + " cannot take.");
        return false;
      }
    }
    return true;
  }

  private int commonSize(List<InputArray> inputs) {
    List<Integer> sizes = inputs.stream().map(InputArray::samples).distinct().toList();
    if (sizes.size() > 1) {
      throw new ProblemException(Code.E302, file.toString(), "the arrays of the inputs have different numbers of samples: " + sizes + ".");
    }
    return sizes.isEmpty() ? 0 : sizes.get(0);
  }

  private Optional<List<Integer>> labels(int samples) {
    return Optional.ofNullable(arrays.get(LABELS)).map(array -> LabelFile.labels(array, samples, where(LABELS), problems));
  }

  private static List<Tensor> sample(List<InputArray> inputs, int index) {
    return inputs.stream().map(input -> input.sample(index)).toList();
  }

  private String where(String array) {
    return file + " array \"" + array + "\"";
  }

  private static String describe(Value input) {
    return "input \"" + input.name() + "\" " + input.type();
  }
}
