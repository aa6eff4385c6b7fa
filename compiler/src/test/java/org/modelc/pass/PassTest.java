package org.modelc.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.modelc.ir.Graph;
import org.modelc.ir.Parser;
import org.modelc.ir.Printer;
import org.modelc.ir.Tensor;
import org.modelc.ir.Value;
import org.modelc.ir.Verifier;
import org.modelc.reference.Interpreter;

/**
 * Every file {@code pass/<Pass>/<case>.txt}: a graph, {@code ---}, and what the pass makes of it. Both must compute the same; integers are
 * compared exactly, or {@code within one step} where a comment says so.
 */
class PassTest {
  private static final Path CASES = Path.of("src/test/resources/pass");

  @TestFactory
  Stream<DynamicContainer> passes() throws IOException {
    return list(CASES).stream().map(folder -> DynamicContainer.dynamicContainer(
        folder.getFileName().toString(),
        list(folder).stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), file.toUri(), () -> check(file)))));
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(Path file) throws Exception {
    String[] parts = Files.readString(file).split("(?m)^---$");
    Graph before = Parser.parse(parts[0]);
    Verifier.verify(before, "parsing");
    Pass pass = (Pass) Class.forName("org.modelc.pass." + file.getParent().getFileName()).getDeclaredConstructor().newInstance();
    Graph after = pass.run(before, new PassOptions(parts[0].contains("floatIo"), parts[0].contains("channelsLastIo"), parts[0].contains("rowInput")));
    Verifier.verify(after, pass.name());
    assertThat(Printer.print(after)).isEqualTo(Printer.print(Parser.parse(parts[1])));
    if (types(before).equals(types(after))) {
      checkResults(before, after, parts[0].contains("within one step") ? 1 : 0);
    }
  }

  private static List<?> types(Graph graph) {
    return Stream.concat(graph.inputs().stream(), graph.outputs().stream()).map(Value::type).toList();
  }

  private static void checkResults(Graph before, Graph after, int steps) {
    List<Tensor> inputs = RandomTensors.forInputs(before, 1);
    List<Tensor> expected = new Interpreter(before).run(inputs);
    List<Tensor> actual = new Interpreter(after).run(inputs);
    for (int i = 0; i < expected.size(); i++) {
      TensorDifference.assertClose(actual.get(i), expected.get(i), steps, before.outputs().get(i).name());
    }
  }
}
