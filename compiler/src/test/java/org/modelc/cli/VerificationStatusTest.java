package org.modelc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.modelc.driver.OutputComparison;
import org.modelc.driver.Precision;
import org.modelc.driver.RuntimeAgreement;
import org.modelc.driver.TargetVerdict;
import org.modelc.driver.VerificationReport;
import org.modelc.problem.Code;
import org.modelc.problem.Problem;

class VerificationStatusTest {
  private static TargetVerdict verdict(boolean passed, Optional<Problem> problem) {
    OutputComparison comparison = new OutputComparison(2, passed ? 2 : 1, 20, passed ? 20 : 19, passed ? 0 : 0.01);
    return new TargetVerdict("cortex-m4", comparison, 0, passed, Optional.empty(), problem);
  }

  private static VerificationReport report(TargetVerdict... verdicts) {
    RuntimeAgreement agreement = new RuntimeAgreement(2, 0, Optional.empty(), Optional.empty());
    return new VerificationReport("net.onnx", Precision.INT8, 10, 2, "random", agreement, Optional.empty(), List.of(), List.of(verdicts));
  }

  @Test
  void aDifferenceOnOneTargetIsAMismatch() {
    VerificationReport report = report(verdict(true, Optional.empty()), verdict(false, Optional.empty()));

    assertThat(VerifyCommand.status(report)).isEqualTo(ExitStatus.MISMATCH);
    assertThat(VerificationText.of(report)).contains("DIFFERS", "19 of 20", "1 of 2 targets");
  }

  @Test
  void firmwareThatDoesNotRunIsAFailureOfTheToolChain() {
    VerificationReport report = report(verdict(false, Optional.of(Problem.of(Code.E502, "cortex-m4", "x."))));

    assertThat(VerifyCommand.status(report)).isEqualTo(ExitStatus.TOOLCHAIN);
    assertThat(VerificationText.of(report)).contains("DOES NOT RUN");
  }

  @Test
  void equalBytesEverywhereAreASuccess() {
    assertThat(VerifyCommand.status(report(verdict(true, Optional.empty())))).isEqualTo(ExitStatus.OK);
  }
}
