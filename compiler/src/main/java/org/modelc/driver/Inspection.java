package org.modelc.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.modelc.driver.InspectionReport.Network;
import org.modelc.driver.InspectionReport.TensorSummary;
import org.modelc.ir.CountedOutput;
import org.modelc.ir.Graph;
import org.modelc.ir.Value;
import org.modelc.kernel.Compilability;
import org.modelc.onnx.ImportOptions;
import org.modelc.onnx.ModelSummary;
import org.modelc.onnx.OnnxImporter;
import org.modelc.op.QuantRule;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;
import org.modelc.report.FloatLayers;

/** Looks into a model file without compiling it. */
public final class Inspection {
  private static final int LARGEST_TENSORS = 5;

  private Inspection() {}

  /**
   * Inspects {@code file}.
   *
   * @throws ProblemException only if the file cannot be read or is no ONNX model; other problems are part of the report
   */
  public static InspectionReport run(Path file, ImportOptions options) {
    ModelSummary summary = ModelSummary.of(file);
    Problems problems = new Problems();
    Optional<Network> network = network(file, options, problems);
    return new InspectionReport(file.getFileName().toString(), size(file), summary, network, problems.all());
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new ProblemException(Code.E101, file.toString(), "It cannot be read: " + e.getMessage() + ".");
    }
  }

  private static Optional<Network> network(Path file, ImportOptions options, Problems problems) {
    try {
      Graph imported = OnnxImporter.load(file, options, problems);
      Graph optimised = Pipeline.run(Pipeline.OPTIMISE, imported, PassOptions.DEFAULT);
      Compilability.check(optimised, problems);
      return Optional.of(network(imported, optimised));
    } catch (ProblemException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  private static Network network(Graph imported, Graph optimised) {
    return new Network(
        summaries(imported.inputs()),
        outputs(imported),
        PreparedModel.hasIntegers(optimised),
        optimised.constants().stream().mapToLong(constant -> constant.type().elements()).sum(),
        optimised.macs(),
        largest(optimised),
        floatLayers(optimised));
  }

  private static List<TensorSummary> summaries(Collection<Value> values) {
    return values.stream().map(Inspection::summary).toList();
  }

  private static List<TensorSummary> outputs(Graph graph) {
    return IntStream.range(0, graph.outputs().size())
        .mapToObj(index -> summary(graph.outputs().get(index), CountedOutput.of(graph, index)
            .map(counted -> new TensorSummary.Counted(counted.axis(), graph.outputs().get(counted.count()).name()))))
        .toList();
  }

  private static TensorSummary summary(Value value) {
    return summary(value, Optional.empty());
  }

  private static TensorSummary summary(Value value, Optional<TensorSummary.Counted> counted) {
    return new TensorSummary(value.name(), value.type().toString(), value.type().elements(), counted);
  }

  private static List<TensorSummary> largest(Graph graph) {
    return graph.nodes().stream()
        .filter(node -> !node.op().isView())
        .flatMap(node -> node.outputs().stream())
        .sorted(Comparator.comparingInt((Value value) -> value.type().elements()).reversed())
        .limit(LARGEST_TENSORS)
        .map(Inspection::summary)
        .toList();
  }

  private static List<String> floatLayers(Graph graph) {
    return FloatLayers.of(graph).stream()
        .filter(node -> node.op().quantRule().kind() == QuantRule.Kind.FLOAT_ONLY)
        .map(node -> node.name() + " (" + node.op().name() + ")")
        .toList();
  }
}
