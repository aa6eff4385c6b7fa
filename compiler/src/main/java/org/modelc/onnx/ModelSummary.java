package org.modelc.onnx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.modelc.onnx.model.FunctionInliner;
import org.modelc.onnx.model.ModelFile;
import org.modelc.onnx.model.OnnxNode;
import org.modelc.onnx.model.OpsetVersions;
import org.modelc.onnx.translate.OperatorTable;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;

/**
 * What stands in a model file and is lost in translation.
 *
 * @param producer name and version of the exporter; may be empty
 * @param opsets operator set versions by domain, ordered; the default domain is {@code ai.onnx}
 * @param operators the operators of all nodes, local functions inlined, ordered by name
 */
public record ModelSummary(String producer, long irVersion, Map<String, Integer> opsets, List<OperatorUse> operators) {
  public ModelSummary {
    opsets = Collections.unmodifiableMap(new TreeMap<>(opsets));
    operators = List.copyOf(operators);
  }

  /**
   * An operator of the file.
   *
   * @param name with its domain, unless it is the default one
   * @param nodes how many nodes use it
   * @param supported whether modelc has a translator; a single node may still use it in a way that is not supported
   */
  public record OperatorUse(String name, int nodes, boolean supported) {}

  /**
   * Reads a file without translating it.
   *
   * @throws ProblemException if it is no ONNX model
   */
  public static ModelSummary of(Path file) {
    ModelFile model = ModelFile.read(file);
    Map<String, List<OnnxNode>> byOperator = new TreeMap<>();
    for (OnnxNode node : FunctionInliner.flatten(model.proto(), new Problems())) {
      byOperator.computeIfAbsent(node.qualifiedType(), name -> new ArrayList<>()).add(node);
    }
    List<OperatorUse> operators = new ArrayList<>();
    byOperator.forEach((name, nodes) ->
        operators.add(new OperatorUse(name, nodes.size(), OperatorTable.isSupported(nodes.get(0)))));
    String producer = (model.proto().getProducerName() + " " + model.proto().getProducerVersion()).strip();
    return new ModelSummary(producer, model.proto().getIrVersion(), opsets(model), operators);
  }

  private static Map<String, Integer> opsets(ModelFile model) {
    Map<String, Integer> named = new TreeMap<>();
    OpsetVersions.read(model.proto().getOpsetImportList(), "", new Problems()).versions().forEach(
        (domain, version) -> named.put(domain.isEmpty() ? "ai.onnx" : domain, version));
    return named;
  }
}
