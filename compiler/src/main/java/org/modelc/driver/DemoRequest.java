package org.modelc.driver;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the demo on a board's camera is to show.
 *
 * @param subject what the camera looks at
 * @param classNames a text file with the name of a class in each line; without it classes are called by their numbers
 */
public record DemoRequest(Subject subject, Optional<Path> classNames) {

  /** What the camera looks at. */
  public enum Subject {
    /** Anything: the network gets the camera's picture. */
    PICTURE,
    /** Dark or bright writing on paper: the network gets bright writing on black, as MNIST has it. */
    WRITING
  }
}
