package org.modelc.driver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.data.SampleSet;
import org.modelc.ir.CountedOutput;
import org.modelc.ir.Graph;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.onnx.OnnxImporter;
import org.modelc.quant.Classification;
import org.modelc.quant.Score;
import org.modelc.reference.Interpreter;
import org.modelc.verify.OnnxRuntime;
import org.modelc.verify.OnnxRuntime.Optimisation;

/** Runs samples in ONNX Runtime and in the interpreter. */
final class RuntimeCheck {
  private final ModelRequest request;
  private final PreparedModel model;
  private final SampleSet samples;
  private final SampleSet compiledSamples;

  /** @param arguments for the inputs of the model that are no states */
  RuntimeCheck(ModelRequest request, PreparedModel model, SampleSet arguments) {
    this.request = request;
    this.model = model;
    this.samples = ofTheFile(model.samples(model.carrying(), arguments));
    this.compiledSamples = model.samples(model.compiled(), arguments);
  }

  /** Without the states that the file does not know: there every call of it begins with zeros. */
  private SampleSet ofTheFile(SampleSet all) {
    int inputs = model.imported().inputs().size();
    if (model.carrying().inputs().size() == inputs) {
      return all;
    }
    SampleSet fewer = SampleSet.of(IntStream.range(0, all.size()).mapToObj(i -> all.sample(i).subList(0, inputs)).toList());
    return all.labels().map(fewer::withLabels).orElse(fewer);
  }

  RuntimeAgreement run() {
    List<List<Optional<Tensor>>> expected = onnxRuntime();
    double error = IntStream.range(0, samples.size()).parallel()
        .mapToDouble(sample -> importError(sample, expected.get(sample)))
        .max()
        .orElse(0);
    Optional<List<Integer>> named = request.states().recurrentLayers() ? Optional.empty() : classes(expected);
    return new RuntimeAgreement(
        samples.size(), error, named.flatMap(classes -> samples.labels().map(labels -> accuracy(classes, labels))), named.map(this::agreement));
  }

  /** ONNX Runtime's outputs for every sample in the graph's order; empty where it gives no tensor. */
  private List<List<Optional<Tensor>>> onnxRuntime() {
    List<List<Optional<Tensor>>> all = new ArrayList<>();
    try (OnnxRuntime session = OnnxRuntime.open(OnnxImporter.read(request.file(), request.importing()), Optimisation.ALL)) {
      for (int sample = 0; sample < samples.size(); sample++) {
        Map<String, Tensor> outputs = session.run(byName(samples.sample(sample)));
        all.add(model.imported().outputs().stream()
            .map(output -> Optional.ofNullable(outputs.get(output.name())).map(tensor -> typed(tensor, output)))
            .toList());
      }
    }
    return all;
  }

  private Map<String, Tensor> byName(List<Tensor> sample) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (int i = 0; i < sample.size(); i++) {
      inputs.put(model.imported().inputs().get(i).name(), sample.get(i));
    }
    return inputs;
  }

  /** ONNX Runtime's elements with the quantisation that the imported graph knows. */
  private static Tensor typed(Tensor tensor, Value output) {
    boolean sameStorage = tensor.type().dtype() == output.type().dtype() && tensor.elements() == output.type().elements();
    return sameStorage ? tensor.withType(output.type()) : tensor;
  }

  private double importError(int sample, List<Optional<Tensor>> expected) {
    Graph imported = model.imported();
    List<Tensor> actual = CountedOutput.cut(imported, new Interpreter(imported).run(samples.sample(sample)));
    double error = 0;
    for (int i = 0; i < actual.size(); i++) {
      if (expected.get(i).isPresent()) {
        error = Math.max(error, Deviation.relative(expected.get(i).get(), actual.get(i)));
      }
    }
    return error;
  }

  /** The class that ONNX Runtime names for each sample; empty if the model names none. */
  private Optional<List<Integer>> classes(List<List<Optional<Tensor>>> expected) {
    return Classification.of(model.imported())
        .filter(scores -> expected.get(0).get(scores.output()).isPresent())
        .map(scores -> expected.stream().map(outputs -> Classification.classOf(outputs.get(scores.output()).orElseThrow())).toList());
  }

  private static Score accuracy(List<Integer> classes, List<Integer> labels) {
    List<Integer> labelled = IntStream.range(0, labels.size()).filter(sample -> labels.get(sample) >= 0).boxed().toList();
    long hits = labelled.stream().filter(sample -> classes.get(sample).equals(labels.get(sample))).count();
    return new Score((int) hits, labelled.size());
  }

  private Score agreement(List<Integer> classes) {
    Graph compiled = model.compiled();
    return Classification.of(model.imported()).orElseThrow().score(compiled, compiledSamples, classes);
  }
}
