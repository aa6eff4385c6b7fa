package org.modelc.kpu;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.modelc.ir.Graph;
import org.modelc.ir.Node;
import org.modelc.ir.Shape;
import org.modelc.ir.Tensor;
import org.modelc.kernel.RandomTensors;
import org.modelc.onnx.OnnxImporter;
import org.modelc.op.KpuConv;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.problem.Problems;
import org.modelc.reference.Transposition;

/**
 * Writes the KPU layers of a quantised model, with random inputs and the interpreter's results, for {@code make_fixtures.py --layers}. No part of the
 * test suite: {@code ./test -Dtest=KpuLayerExport -Dmodelc.kpu.model=MODEL.onnx -Dmodelc.kpu.export=FILE}.
 */
class KpuLayerExport {
  @Test
  void writesLayers() throws IOException {
    Path model = Path.of(System.getProperty("modelc.kpu.model"));
    Graph graph = Pipeline.run(Pipeline.OPTIMISE, OnnxImporter.load(model, new Problems()), PassOptions.DEFAULT);
    RandomTensors random = new RandomTensors(1);
    KpuRun run = new KpuRun(graph, graph.inputs().stream().map(input -> random.elements(input.type())).toList());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(Path.of(System.getProperty("modelc.kpu.export"))))) {
      for (Node layer : run.layers()) {
        write(layer, run, out);
      }
    }
  }

  private static void write(Node layer, KpuRun run, OutputStream out) throws IOException {
    List<Tensor> inputs = run.inputs(layer);
    List<Tensor> activations = KpuConv.activations(inputs);
    Tensor weights = KpuConv.weights(inputs);
    Shape joined = activations.get(0).shape().withDim(3, activations.stream().mapToInt(image -> image.shape().dim(3)).sum());
    long[] words = new KpuWords((KpuConv) layer.op(), joined, layer.output().shape(), weights.shape().dim(1)).at(0, 0);
    ByteArrayOutputStream planes = new ByteArrayOutputStream();
    activations.forEach(image -> planes.writeBytes(planes(image)));
    List<byte[]> parts = List.of(
        bytes(words), planes(weights), bytes(KpuConv.normalisation(inputs).longs()), bytes(KpuConv.table(inputs).longs()), planes.toByteArray(),
        planes(run.output(layer)));
    ByteBuffer counts = ByteBuffer.allocate(parts.size() * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    parts.forEach(part -> counts.putInt(part.length));
    out.write(counts.array());
    for (byte[] part : parts) {
      out.write(part);
    }
  }

  /** NHWC or OHWI as [N][C][H][W]. */
  private static byte[] planes(Tensor tensor) {
    return Transposition.apply(tensor, List.of(0, 3, 1, 2)).bytes();
  }

  private static byte[] bytes(long[] words) {
    ByteBuffer buffer = ByteBuffer.allocate(words.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asLongBuffer().put(words);
    return buffer.array();
  }
}
