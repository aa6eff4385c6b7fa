package org.modelc.training.engine;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/** The native library that calculates. It uses one thread, so that a run with the same seed gives the same result. */
public final class NativeEngine {
  private static final String NAME = "PyTorch";

  private NativeEngine() {}

  /**
   * Loads the engine if that has not happened yet. The first time on a machine it unpacks its libraries.
   *
   * @throws ProblemException E505 if it cannot be loaded
   */
  public static Engine get() {
    setUnlessGiven("ai.djl.offline", "true");
    setUnlessGiven("ai.djl.pytorch.num_threads", "1");
    setUnlessGiven("ai.djl.pytorch.num_interop_threads", "1");
    try {
      return Engine.getEngine(NAME);
    } catch (RuntimeException | LinkageError e) {
      throw new ProblemException(Code.E505, NAME, "It cannot be loaded: " + rootCause(e) + ".");
    }
  }

  private static void setUnlessGiven(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private static String rootCause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }

  /** From now on results of this thread do not remember how they were computed, but for those inside a gradient collector. */
  public static void forgetHistory() {
    get();
    JniUtils.setGradMode(false);
  }

  /** A place for arrays; closing it frees them. */
  public static NDManager newManager() {
    return get().newBaseManager();
  }
}
