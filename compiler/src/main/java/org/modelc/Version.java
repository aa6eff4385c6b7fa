package org.modelc;

/** The version of this build of modelc; it stands in generated files. */
public final class Version {
  /** The version in the Maven project, which a test keeps equal. */
  public static final String CURRENT = "0.1.0";

  private Version() {}
}
