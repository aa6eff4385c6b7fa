package org.modelc.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.modelc.ir.Graph;
import org.modelc.ir.Value;
import org.modelc.problem.Code;
import org.modelc.problem.Problem;
import org.modelc.problem.ProblemException;
import org.modelc.training.EpochReport;
import org.modelc.training.Teacher;
import org.modelc.training.TrainingListener;
import org.modelc.training.TrainingOptions;
import org.modelc.training.TrainingResult;
import org.modelc.training.TrainingTask;
import org.modelc.training.engine.NativeEngine;
import org.modelc.training.quantisation.FakeQuantisation;

/** One run: epochs of steps, after each of which the held-out samples say whether it was the best. */
final class TrainingRun {
  private static final int COPIES_FOR_TEACHER = 12;

  private final TrainingTask task;
  private final TrainingOptions options;
  private final TrainingListener listener;
  private final NDManager manager;
  private final TrainableGraph student;
  /** Everything that steps change. */
  private final List<Parameter> parameters;
  private final LearningData data;
  private final Classroom classroom;
  private final Augmenter augmenter;
  private final Optional<GradualSparsity> sparsity;
  private final Optional<Checkpoint> checkpoint;
  private RunState state;
  private Optional<Problem> divergence = Optional.empty();

  TrainingRun(TrainingTask task, TrainingListener listener, NDManager manager) {
    this.task = task;
    this.options = task.options();
    this.listener = listener;
    this.manager = manager;
    this.student = new TrainableGraph(task.graph(), manager, options.keepZeros(), numberForm());
    boolean labelsNeeded = task.teacher().map(teacher -> teacher.share() == 0).orElse(true);
    this.data = LearningData.of(task.graph(), task.samples(), student.classes(), labelsNeeded, options.holdout(), options.seed());
    Optional<TrainableGraph> teacher = task.teacher().map(this::onEngine);
    Optional<FeatureLoss> features = task.teacher().flatMap(Teacher::features)
        .map(asked -> new FeatureLoss(student, teacher.orElseThrow(), asked, manager, options.seed()));
    this.classroom = new Classroom(student, teacher, task.teacher(), features, data);
    this.parameters = new ArrayList<>(student.parameters());
    features.ifPresent(layers -> parameters.addAll(layers.parameters()));
    this.augmenter = new Augmenter(task.graph().inputs().stream().map(Value::type).toList(), options.augmentations(),
        options.seed());
    this.sparsity = task.sparsity().map(part -> new GradualSparsity(student, task.samples(), part, steps()));
    this.checkpoint = task.checkpoint().map(file -> new Checkpoint(file.file(), task));
  }

  private NumberForm numberForm() {
    return task.quantisation()
        .<NumberForm>map(format -> FakeQuantisation.of(task.graph(), task.samples(), format, manager))
        .orElse(NumberForm.FLOATS);
  }

  private TrainableGraph onEngine(Teacher teacher) {
    Graph graph = teacher.graph();
    TrainableGraph onEngine = new TrainableGraph(graph, manager, false, NumberForm.FLOATS);
    List<?> wanted = task.graph().inputs().stream().map(Value::type).toList();
    List<?> given = graph.inputs().stream().map(Value::type).toList();
    if (!wanted.equals(given) || onEngine.classes() != student.classes()) {
      throw new ProblemException(Code.E605, "graph \"" + graph.name() + "\"", "The teacher has inputs " + given + " and "
          + onEngine.classes() + " classes, the student " + wanted + " and " + student.classes() + ".");
    }
    return onEngine;
  }

  TrainingResult run() {
    state = RunState.start(parameters, classroom.evaluate(manager));
    if (task.checkpoint().filter(file -> file.resume()).isPresent()) {
      state = checkpoint.orElseThrow().read(parameters);
      sparsity.ifPresent(zeros -> zeros.prepare(state.epoch() * batches() - 1));
    } else {
      report(0, Double.NaN, Double.NaN);
    }
    Steps steps = new Steps(parameters, options, steps(), state.epoch() * batches());
    long start = System.nanoTime();
    int first = state.epoch();
    while (goesOn() && epoch(steps)) {
      double seconds = (System.nanoTime() - start) * 1e-9 / (state.epoch() - first);
      report(state.epoch(), state.trainingLoss(), seconds * (options.epochs() - state.epoch()));
      checkpoint.ifPresent(file -> file.write(parameters, state));
    }
    return result();
  }

  private boolean goesOn() {
    return state.epoch() < options.epochs() && state.epoch() - state.bestEpoch() < options.patience() && !listener.wantsToStop();
  }

  private int steps() {
    return options.epochs() * batches();
  }

  private int batches() {
    return (data.trainingSize() + options.batch() - 1) / options.batch();
  }

  /** Whether the epoch was completed: it is not if somebody wants to stop or the loss is no number. */
  private boolean epoch(Steps steps) {
    int epoch = state.epoch() + 1;
    int[] order = data.order(options.seed(), epoch);
    boolean complete = sparsity.map(GradualSparsity::isComplete).orElse(true);
    double sum = 0;
    for (int first = 0; first < order.length; first += options.batch()) {
      int last = Math.min(first + options.batch(), order.length);
      sparsity.ifPresent(zeros -> zeros.prepare(steps.done()));
      float loss = batch(order, first, last, variant(epoch));
      if (!Float.isFinite(loss)) {
        diverged(epoch, first / options.batch() + 1, loss);
        return false;
      }
      steps.step(manager);
      sum += (double) loss * (last - first);
      listener.batchEnded(epoch, (double) last / order.length);
      if (listener.wantsToStop()) {
        return false;
      }
    }
    completed(sum / order.length, complete);
    return true;
  }

  /** @param comparable whether the best network so far has as many zeros as the run is to reach; if not, the latest is the best */
  private void completed(double loss, boolean comparable) {
    Evaluation evaluation = classroom.evaluate(manager);
    boolean isBest = !comparable || state.isBeatenBy(evaluation, task.teacher().isPresent());
    state = state.next(parameters, loss, evaluation, isBest);
  }

  /** New copies of the samples in every epoch; where a teacher must be asked about them they come again. */
  private int variant(int epoch) {
    return task.teacher().isPresent() ? epoch % COPIES_FOR_TEACHER : epoch;
  }

  private float batch(int[] order, int first, int last, int variant) {
    try (NDManager batch = manager.newSubManager(); GradientCollector collector = NativeEngine.get().newGradientCollector()) {
      NDArray loss = classroom.loss(batch, order, first, last, augmenter, variant);
      collector.backward(loss);
      return loss.getFloat();
    }
  }

  private void diverged(int epoch, int batch, float loss) {
    divergence = Optional.of(Problem.of(
        Code.E602, "epoch " + epoch, "In batch " + batch + " the loss is " + loss + "; training ends with the best network so far."));
    if (state.epoch() == 0) {
      throw new ProblemException(Code.E602, "epoch " + epoch, "In batch " + batch + " the loss is " + loss + ".");
    }
  }

  private void report(int epoch, double loss, double secondsLeft) {
    Evaluation latest = state.latest();
    boolean best = state.bestEpoch() == epoch;
    listener.epochEnded(new EpochReport(epoch, options.epochs(), loss, latest.loss(), latest.score(), best, secondsLeft));
  }

  private TrainingResult result() {
    state.restoreBest(parameters);
    return new TrainingResult(
        student.result(), state.before().score(), state.best().score(), state.bestEpoch(), state.epoch(),
        listener.wantsToStop(), divergence);
  }
}
