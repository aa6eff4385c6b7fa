package org.modelc;

/** The version of modelc, part of every generated file. */
public final class Version {
  /** The version of the Maven project, which a test keeps equal. */
  public static final String TEXT = "0.1.0";

  private Version() {}
}
