package org.modelc.template;

import java.util.ArrayList;
import java.util.List;
import org.stringtemplate.v4.STErrorListener;
import org.stringtemplate.v4.misc.STMessage;

/** Collects what StringTemplate only prints by default. */
final class ErrorCollector implements STErrorListener {

  private final List<String> errors = new ArrayList<>();

  /** Throws all errors seen since the last call as one exception. */
  void throwErrors(String context) {
    if (errors.isEmpty()) {
      return;
    }
    String message = context + ": " + String.join("; ", errors);
    errors.clear();
    throw new TemplateException(message);
  }

  @Override
  public void compileTimeError(STMessage message) {
    add(message);
  }

  @Override
  public void runTimeError(STMessage message) {
    add(message);
  }

  @Override
  public void IOError(STMessage message) {
    add(message);
  }

  @Override
  public void internalError(STMessage message) {
    add(message);
  }

  private void add(STMessage message) {
    String cause = message.cause == null || message.cause.getMessage() == null ? "" : " (" + message.cause.getMessage() + ")";
    errors.add(message.toString().strip().lines().findFirst().orElse("") + cause);
  }
}
