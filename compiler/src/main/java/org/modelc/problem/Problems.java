package org.modelc.problem;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects problems, so that one run reports all it can find. */
public final class Problems {
  private final Set<Problem> found = new LinkedHashSet<>();

  public void add(Problem problem) {
    found.add(problem);
  }

  public void add(Code code, String where, String cause) {
    add(Problem.of(code, where, cause));
  }

  public void addAll(List<Problem> problems) {
    problems.forEach(this::add);
  }

  public List<Problem> all() {
    return List.copyOf(found);
  }

  public boolean hasErrors() {
    return found.stream().anyMatch(problem -> problem.code().isError());
  }

  /** Ends the stage if anything found so far is an error. */
  public void throwIfErrors() {
    if (hasErrors()) {
      throw new ProblemException(all());
    }
  }
}
