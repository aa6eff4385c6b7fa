package org.modelc.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.modelc.data.SampleSet;
import org.modelc.ir.Graph;
import org.modelc.onnx.OnnxImporter;
import org.modelc.onnx.export.OnnxExport;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;
import org.modelc.prune.Narrowing;
import org.modelc.training.CheckpointFile;
import org.modelc.training.Teacher;
import org.modelc.training.Trainer;
import org.modelc.training.TrainingListener;
import org.modelc.training.TrainingResult;
import org.modelc.training.TrainingTask;

/** Use case: reads a network and samples, trains, writes the best network. */
public final class Training {
  /** So many samples choose a student's channels and its first weights. */
  private static final int STUDENT_SAMPLES = 1000;

  private final TrainingRequest request;
  private final Problems problems;
  private final Progress progress;

  private Training(TrainingRequest request, Problems problems, Progress progress) {
    this.request = request;
    this.problems = problems;
    this.progress = progress;
  }

  /**
   * Trains the network of {@code request}.
   *
   * @param problems receives warnings
   * @param listener watches the run and may stop it; what was found until then is written
   * @throws ProblemException if model, data or options are not fit; nothing is written then
   */
  public static TrainingReport run(TrainingRequest request, Problems problems, Progress progress, TrainingListener listener) {
    return new Training(request, problems, progress).run(listener);
  }

  private TrainingReport run(TrainingListener listener) {
    Trainer trainer = Trainer.load();
    OutputFile.requireWritable(request.out());
    progress.begins("reads " + request.model().getFileName());
    Graph imported = OnnxImporter.load(request.model(), request.importing().withRecurrenceUnrolled(), problems);
    Graph graph = optimised(imported);
    Optional<Teacher> teacher = request.teacher().map(this::teacher);
    progress.begins("reads " + request.data().getFileName());
    SampleSet samples = SampleSet.load(request.data(), imported, request.preprocessing()).forGraph(graph);
    Graph student = request.width().map(width -> narrow(graph, width, samples)).orElse(graph);
    progress.begins("trains with " + samples.size() + " samples");
    Optional<CheckpointFile> checkpoint = Optional.of(new CheckpointFile(request.checkpoint(), request.resume()));
    TrainingTask task = new TrainingTask(
        student, samples, request.options(), teacher, request.sparsity(), request.quantisation(), checkpoint);
    return report(trainer.train(task, listener));
  }

  private Graph narrow(Graph graph, double width, SampleSet samples) {
    progress.begins("makes a student");
    return Narrowing.narrow(graph, width, samples.range(0, Math.min(samples.size(), STUDENT_SAMPLES)));
  }

  private Teacher teacher(TeacherRequest asked) {
    progress.begins("reads " + asked.model().getFileName());
    Graph graph = optimised(OnnxImporter.load(asked.model(), request.importing().withRecurrenceUnrolled(), problems));
    return new Teacher(graph, asked.temperature(), asked.share(), asked.features());
  }

  private static Graph optimised(Graph imported) {
    return Pipeline.run(Pipeline.OPTIMISE, imported, PassOptions.DEFAULT);
  }

  private TrainingReport report(TrainingResult result) {
    OnnxExport.write(result.graph(), request.out());
    if (!result.stopped()) {
      deleteCheckpoint();
    }
    return new TrainingReport(
        request.out().toString(), result.before(), result.after(), result.bestEpoch(), result.lastEpoch(), request.options().epochs(),
        Optional.of(request.checkpoint()).filter(Files::exists).map(Path::toString), result.problem());
  }

  private void deleteCheckpoint() {
    try {
      Files.deleteIfExists(request.checkpoint());
    } catch (IOException e) {
      throw new ProblemException(Code.E402, request.checkpoint().toString(), "It cannot be deleted (" + e.getMessage() + ").");
    }
  }
}
