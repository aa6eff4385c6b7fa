package org.modelc.prune;

import java.util.List;
import java.util.Optional;
import org.modelc.TestModels;
import org.modelc.data.Preprocessing;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.onnx.OnnxImporter;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.problem.Problems;

/** A trained LeNet and digits for it. */
final class Digits {
  private Digits() {}

  static Graph lenet() {
    return Pipeline.run(
        Pipeline.OPTIMISE, OnnxImporter.load(TestModels.net("lenet/lenet.onnx"), new Problems()), PassOptions.DEFAULT);
  }

  static SampleSet samples(String file, Graph graph) {
    Preprocessing preprocessing = new Preprocessing(Optional.empty(), 0.00392157f, List.of(0.1307f), List.of(0.3081f));
    return SampleSet.load(TestModels.net("lenet/" + file), graph, preprocessing);
  }
}
