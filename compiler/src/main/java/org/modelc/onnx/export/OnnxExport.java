package org.modelc.onnx.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.modelc.ir.Graph;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/**
 * Writes a graph as an ONNX model that other tools run and that modelc reads back to an equal network.
 *
 * <p>Floats stay floats. A quantised value is the pair QuantizeLinear and DequantizeLinear (QDQ): operators stand between the two and
 * compute with floats; quantised constants are integers with a DequantizeLinear, weights per channel where they are so in the graph.
 * Windowed operators are channels-first, as ONNX has them; what is element-wise follows the layout of its inputs.
 *
 * <p>Names of graph inputs, outputs, nodes and values stay.
 */
public final class OnnxExport {
  private OnnxExport() {}

  /**
   * Writes {@code graph} to {@code file}; the file appears as a whole or not at all.
   *
   * @throws ProblemException E402 if the file cannot be written, else as {@link #model}
   */
  public static void write(Graph graph, Path file) {
    byte[] bytes = model(graph).toByteArray();
    Path target = file.toAbsolutePath();
    try {
      Files.createDirectories(target.getParent());
      Path stage = target.resolveSibling("." + target.getFileName() + ".part");
      try {
        Files.write(stage, bytes);
        Files.move(stage, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(stage);
      }
    } catch (IOException e) {
      throw new ProblemException(
          Code.E402, file.toString(), "It cannot be written (" + e.getClass().getSimpleName().replace("Exception", "") + ").");
    }
  }

  /**
   * The graph as an ONNX model of the lowest opset from 17 on that has its operators.
   *
   * @throws ProblemException E202 if ONNX has no form for a node, for example one that quantises a variable to 32 bits
   */
  public static ModelProto model(Graph graph) {
    return new GraphWriter(graph).write();
  }
}
