package org.modelc.template;

/** A template and the data given to it do not fit together: an error of this program, never of a user's model. */
public final class TemplateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TemplateException(String message) {
    super(message);
  }
}
