package org.modelc.cli;

import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.modelc.training.EpochReport;
import org.modelc.training.TrainingListener;

/** Prints a line an epoch, and lets Ctrl-C end a run with the best network so far. To be closed when that has been written. */
final class TrainingConsole implements TrainingListener, AutoCloseable {
  private static final long SECONDS_TO_FINISH = 60;
  private static final long NANOS_BETWEEN_NOTES = 10_000_000_000L;

  private final Console console;
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stopAndWait);
  private volatile boolean stopped;
  private long lastNote = System.nanoTime();

  TrainingConsole(Console console) {
    this.console = console;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Runs when the program is told to end: it waits until the network has been written. */
  private void stopAndWait() {
    if (finished.getCount() > 0) {
      console.note("stops with the best network so far");
      stopped = true;
      try {
        finished.await(SECONDS_TO_FINISH, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean wantsToStop() {
    return stopped;
  }

  @Override
  public void epochEnded(EpochReport report) {
    lastNote = System.nanoTime();
    console.note(line(report));
  }

  /** For example {@code epoch 3 of 20: loss 0.0412, held-out loss 0.0523, 98.40 % (492 of 500) right, best so far; 34 s left}. */
  static String line(EpochReport report) {
    String loss = report.epoch() == 0 ? "" : String.format(Locale.ROOT, "loss %.4f, ", report.trainingLoss());
    String left = report.epoch() == 0 ? "" : String.format(Locale.ROOT, "; %.0f s left", report.secondsLeft());
    return String.format(Locale.ROOT, "epoch %d of %d: %sheld-out loss %.4f, %s right%s%s", report.epoch(), report.epochs(), loss,
        report.heldOutLoss(), report.heldOut(), report.best() && report.epoch() > 0 ? ", best so far" : "", left);
  }

  @Override
  public void batchEnded(int epoch, double done) {
    if (System.nanoTime() - lastNote > NANOS_BETWEEN_NOTES) {
      lastNote = System.nanoTime();
      console.note(String.format(Locale.ROOT, "epoch %d: %.0f %%", epoch, 100 * done));
    }
  }

  @Override
  public void close() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook has been waiting for this moment.
    }
  }
}
