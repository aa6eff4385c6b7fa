package org.modelc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.modelc.problem.Code;
import org.modelc.problem.Problem;
import org.modelc.problem.ProblemException;

class FailuresTest {
  private final StringWriter err = new StringWriter();

  private int report(Throwable failure, boolean debug) {
    return new Failures(new Console(new PrintWriter(new StringWriter()), new PrintWriter(err)), debug).report(failure);
  }

  @Test
  void problemsStandOneALine() {
    int status = report(new ProblemException(List.of(
        new Problem(Code.E203, "node \"x\" (Conv)", "Kernel is 0x3.", "Use 1x3."),
        new Problem(Code.W101, "", "Ignored.", "Nothing to do."))), false);

    assertThat(status).isEqualTo(ExitStatus.PROBLEMS);
    assertThat(err.toString().lines())
        .containsExactly("error E203 node \"x\" (Conv): Kernel is 0x3. Use 1x3.", "warning W101 Ignored. Nothing to do.");
  }

  @Test
  void gravestProblemDecidesTheStatus() {
    assertThat(report(new ProblemException(List.of(
        Problem.of(Code.E101, "a", "x."), Problem.of(Code.E501, "b", "y."))), false)).isEqualTo(ExitStatus.TOOLCHAIN);
    assertThat(report(new ProblemException(Code.E504, "", "z."), false)).isEqualTo(ExitStatus.MISMATCH);
  }

  @Test
  void unexpectedExceptionHasNoTraceUnlessAskedFor() {
    int status = report(new IllegalStateException("broken"), false);
    assertThat(status).isEqualTo(ExitStatus.INTERNAL);
    assertThat(err.toString()).startsWith("error E901 ").contains("broken").doesNotContain("\tat ");

    report(new IllegalStateException("broken"), true);
    assertThat(err.toString()).contains("\tat ");
  }

  @Test
  void exhaustedMemoryIsAProblemOfTheModel() {
    report(new OutOfMemoryError("heap"), false);
    report(new StackOverflowError(), false);

    assertThat(err.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("error E107 "));
  }
}
