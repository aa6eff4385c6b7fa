package org.modelc.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modelc.TestModels;
import org.modelc.conformance.Expectations.Expectation;
import org.modelc.firmware.FirmwareBuilder;
import org.modelc.firmware.TestToolchain;
import org.modelc.ir.Tensor;
import org.modelc.problem.Problem;
import org.modelc.problem.ProblemException;
import org.modelc.reference.Interpreter;
import org.modelc.target.Target;
import org.modelc.target.Targets;

/**
 * ONNX's own node tests: what {@code test-models/conformance.txt} says of each is true, in the interpreter, in C on the host and in C on a
 * Cortex-M4.
 *
 * <p>{@code test-models/conformance/prepare} makes the cases from the PyPI package {@code onnx}; without them the tests are skipped. After
 * a change write the list anew with {@code ./test -Dtest=ConformanceTest -Dmodelc.update=true}.
 */
class ConformanceTest {
  private static final Path LIST = TestModels.root().resolve("test-models/conformance.txt");
  private static final int BATCH = 120;

  /** Cases that are run; {@code -Dmodelc.cases=test_resize.*} runs some. */
  private static final String CASES = System.getProperty("modelc.cases", ".*");

  @TempDir
  private Path directory;

  @Test
  void everyCaseIsListed() throws IOException {
    List<String> names = Files.readAllLines(cases().resolve("names.txt"));
    assertThat(Expectations.read(LIST).byCase().keySet()).containsExactlyInAnyOrderElementsOf(new TreeSet<>(names));
  }

  @Test
  void casesPassOrFailAsListed() throws IOException {
    Path folder = cases();
    Expectations listed = Expectations.read(LIST);
    Map<String, Expectation> found = new LinkedHashMap<>(listed.byCase());
    List<NodeCase> candidates = new ArrayList<>();
    listed.byCase().forEach((name, expectation) -> {
      if (!expectation.isSkipped() && name.matches(CASES)) {
        found.put(name, interpret(folder.resolve(name), candidates));
      }
    });
    run(candidates, Targets.find("host"), found);
    run(candidates, Targets.find("cortex-m4"), found);
    if (Boolean.getBoolean("modelc.update")) {
      new Expectations(found).write(LIST);
    }
    assertThat(statuses(new Expectations(found))).isEqualTo(statuses(Expectations.read(LIST)));
  }

  private static Path cases() {
    Path folder = Optional.ofNullable(System.getenv("MODELC_ONNX_CASES")).map(Path::of)
        .orElse(Path.of(System.getProperty("user.home"), ".cache/modelc/onnx-cases"));
    assumeTrue(Files.exists(folder.resolve("names.txt")), "skipped: run test-models/conformance/prepare for ONNX's node tests");
    return folder;
  }

  /** What the interpreter makes of a case; those that pass are added to {@code passed}. */
  private static Expectation interpret(Path folder, List<NodeCase> passed) {
    try {
      NodeCase nodeCase = NodeCase.load(folder);
      List<Tensor> outputs = nodeCase.cut(new Interpreter(nodeCase.graph()).run(nodeCase.inputs()));
      Optional<String> difference = Agreement.difference(outputs, nodeCase.expected());
      if (difference.isEmpty()) {
        passed.add(nodeCase);
      }
      return difference.map(Expectation::fails).orElse(Expectation.PASS);
    } catch (ProblemException e) {
      Problem first = e.problems().stream().filter(problem -> problem.code().isError()).findFirst().orElseThrow();
      return Expectation.fails(first.code() + " " + first.cause());
    } catch (RuntimeException e) {
      return Expectation.fails(e.toString().lines().findFirst().orElseThrow());
    }
  }

  /** Runs the C of all cases; those whose outputs differ become failures in {@code found}. */
  private void run(List<NodeCase> cases, Target target, Map<String, Expectation> found) throws IOException {
    for (int first = 0; first < cases.size(); first += BATCH) {
      List<NodeCase> some = cases.subList(first, Math.min(first + BATCH, cases.size()));
      CaseBatch batch = new CaseBatch(some, target);
      Path folder = Files.createDirectory(directory.resolve(target.name() + first));
      List<List<Tensor>> outputs = batch.outputs(
          new FirmwareBuilder(TestToolchain.shared(), target).build(batch.write(folder)).run(batch.inputBytes()).outputs());
      for (int i = 0; i < some.size(); i++) {
        Optional<String> difference = Agreement.difference(some.get(i).cut(outputs.get(i)), some.get(i).expected());
        if (difference.isPresent()) {
          found.put(some.get(i).name(), Expectation.fails(target.name() + ": " + difference.get()));
        }
      }
    }
  }

  private static Map<String, String> statuses(Expectations expectations) {
    return expectations.byCase().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().status(), (a, b) -> a, LinkedHashMap::new));
  }
}
