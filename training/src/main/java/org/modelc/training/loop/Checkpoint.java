package org.modelc.training.loop;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.modelc.data.ArrayFile;
import org.modelc.data.NpyArray;
import org.modelc.ir.Graph;
import org.modelc.ir.Shape;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.quant.Score;
import org.modelc.training.TrainingTask;

/** The state of a run in a file: a run that goes on from there gives the network that it would have given without the break. */
final class Checkpoint {
  private static final String RUN = "run";
  private static final String COUNTS = "counts";
  private static final String LOSSES = "losses";

  private final Path file;
  private final long run;

  Checkpoint(Path file, TrainingTask task) {
    this.file = file;
    this.run = identify(task);
  }

  /** A number that tells runs apart: by their graphs, options and number of samples. */
  private static long identify(TrainingTask task) {
    CRC32 sum = new CRC32();
    String teacher = task.teacher().map(given -> describe(given.graph()) + given.temperature() + given.share() + given.features()).orElse("");
    String text = describe(task.graph()) + task.options() + task.samples().size() + teacher + task.quantisation() + task.sparsity();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return sum.getValue();
  }

  private static String describe(Graph graph) {
    return graph.nodes() + " " + graph.constants();
  }

  /** Writes the file anew; it is there as a whole at any time. */
  void write(List<Parameter> parameters, RunState state) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put(RUN, NpyArray.ofS64(Shape.of(1), new long[] {run}));
    arrays.put(COUNTS, NpyArray.ofS64(Shape.of(6), new long[] {
      state.epoch(), state.bestEpoch(), state.latest().score().hits(), state.before().score().hits(), state.best().score().hits(),
      state.best().score().total()}));
    arrays.put(LOSSES, floats((float) state.trainingLoss(), state.latest().loss(), state.before().loss(), state.best().loss()));
    for (int i = 0; i < parameters.size(); i++) {
      arrays.put("parameter" + i, floats(parameters.get(i).values()));
      arrays.put("best" + i, floats(state.bestValues().get(i)));
      for (int moment = 0; moment < parameters.get(i).moments().size(); moment++) {
        arrays.put("moment" + i + "_" + moment, floats(parameters.get(i).moments().get(moment).toFloatArray()));
      }
    }
    write(arrays);
  }

  private static NpyArray floats(float... values) {
    return NpyArray.ofF32(Shape.of(values.length), values);
  }

  private void write(Map<String, NpyArray> arrays) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (OutputStream out = Files.newOutputStream(part)) {
        ArrayFile.writeNpz(arrays, out);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new ProblemException(Code.E402, file.toString(), "The checkpoint cannot be written (" + e.getMessage() + ").");
    }
  }

  /**
   * Sets parameters and moments to what the file has.
   *
   * @return the state that goes with them
   * @throws ProblemException E301 if the file cannot be read, E604 if there is none or it is of another run
   */
  RunState read(List<Parameter> parameters) {
    if (!Files.exists(file)) {
      throw new ProblemException(Code.E604, file.toString(), "There is no such file, so that no run was interrupted.");
    }
    Map<String, NpyArray> arrays = ArrayFile.read(file);
    if (!arrays.keySet().containsAll(List.of(RUN, COUNTS, LOSSES)) || (long) arrays.get(RUN).real(0) != run) {
      throw new ProblemException(Code.E604, file.toString(), "It was written by a run with another model, data or options.");
    }
    List<float[]> best = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      parameters.get(i).set(floats(arrays, "parameter" + i));
      best.add(floats(arrays, "best" + i));
      for (int moment = 0; moment < parameters.get(i).moments().size(); moment++) {
        parameters.get(i).setMoment(moment, floats(arrays, "moment" + i + "_" + moment));
      }
    }
    return state(floats(arrays, COUNTS), floats(arrays, LOSSES), best);
  }

  private static RunState state(float[] counts, float[] losses, List<float[]> bestValues) {
    int total = (int) counts[5];
    return new RunState((int) counts[0], losses[0], new Evaluation(losses[1], new Score((int) counts[2], total)),
        new Evaluation(losses[2], new Score((int) counts[3], total)), (int) counts[1],
        new Evaluation(losses[3], new Score((int) counts[4], total)), bestValues);
  }

  private static float[] floats(Map<String, NpyArray> arrays, String name) {
    NpyArray array = arrays.get(name);
    float[] floats = new float[array.shape().elements()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) array.real(i);
    }
    return floats;
  }
}
