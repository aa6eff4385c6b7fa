package org.modelc.c;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.modelc.firmware.CommandResult;
import org.modelc.ir.Graph;
import org.modelc.ir.Parser;
import org.modelc.ir.Tensor;
import org.modelc.kernel.KernelSelection;
import org.modelc.pass.PassOptions;
import org.modelc.pass.Pipeline;
import org.modelc.plan.MemoryGoal;
import org.modelc.plan.MemoryPlan;
import org.modelc.plan.RandomMaps;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.reference.Interpreter;
import org.modelc.target.Target;
import org.modelc.target.Targets;

/** Inputs that are handed over in parts of some rows. */
class RowInputCodeTest {
  private static final Target HOST = Targets.find("host");

  /** Every part lies in memory of its own, no larger than the part, and is gone after the call. */
  private static final String MAIN = """
      #include "net.h"
      #include <stdio.h>
      #include <stdlib.h>
      #include <string.h>

      static const uint8_t input[] = { %s };

      int main(void)
      {
          static %s output[NET_OUTPUT_ELEMENTS];
          void *const arena = malloc(NET_ARENA_BYTES);
          const size_t row = NET_INPUT_BYTES / NET_INPUT_ELEMENTS * NET_ROW_ELEMENTS;
          for (int32_t part = 0; part < NET_PARTS; ++part) {
              const size_t count = (size_t)(net_first_row[part + 1] - net_first_row[part]);
              void *const rows = malloc(count * row);
              memcpy(rows, input + net_first_row[part] * row, count * row);
              if (count > NET_PART_MAX_ROWS) {
                  return 1;
              }
              net_run_rows(part, rows, output, arena);
              free(rows);
          }
          for (size_t i = 0; i < sizeof output; ++i) {
              printf("%%d ", ((const uint8_t *)output)[i]);
          }
          free(arena);
          return 0;
      }
      """;

  private static Graph fed(Graph graph) {
    return Pipeline.run(Pipeline.LAST, graph, new PassOptions(false, true, true));
  }

  private static GeneratedModel generate(Graph graph, MemoryGoal goal) {
    MemoryPlan plan = MemoryPlan.of(graph, KernelSelection.of(graph, HOST), HOST.bufferAlignment(), goal);
    return CGenerator.generate(graph, plan, HOST, GenerationOptions.named("net"));
  }

  private static String numbers(byte[] bytes, String separator) {
    return IntStream.range(0, bytes.length).mapToObj(i -> String.valueOf(bytes[i] & 0xff)).collect(Collectors.joining(separator));
  }

  @ParameterizedTest
  @CsvSource({"1, true", "2, true", "3, true", "4, true", "5, false", "6, false", "7, true", "8, false"})
  void partsGiveTheResultOfTheWhole(long seed, boolean quantised) {
    Graph graph = fed(RandomMaps.chain(seed, quantised));
    List<Tensor> sample = RandomMaps.sample(graph, seed);
    byte[] expected = GeneratedProject.bytes(new Interpreter(graph).run(sample));
    String main = MAIN.formatted(numbers(GeneratedProject.bytes(sample), ", "), graph.outputs().get(0).type().dtype().cType());
    for (MemoryGoal goal : List.of(MemoryGoal.DEFAULT, MemoryGoal.SMALLEST, MemoryGoal.WHOLE_LAYERS)) {
      GeneratedModel model = generate(graph, goal);
      CommandResult result = new GeneratedProject().add(model).add("main.c", main).compileAndRun();
      assertThat(result.succeeded()).as(result.text()).isTrue();
      assertThat(result.stdout().strip()).isEqualTo(numbers(expected, " "));
      assertThat(new GeneratedProject().add(model).run("net", graph, sample)).as("the whole input").isEqualTo(expected);
    }
  }

  @Test
  void compilesWithoutWarnings() {
    assertThat(new GeneratedProject().add(generate(fed(RandomMaps.chain(9, true)), MemoryGoal.DEFAULT)).warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {
      "input x f32[1x4]; y = Softmax(axis=1)(x); reads f32[1x4] as a whole",
      "input x f32[1x1x4x2]; y = MaxPool(window=[1x2])(x); too few",
  })
  void inputsThatCannotComeInRowsAreNamed(String input, String node, String message) {
    Graph graph = Parser.parse(String.join("\n", "graph net", input, node, "output y"));
    assertThatThrownBy(() -> generate(fed(graph), MemoryGoal.DEFAULT))
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problems().get(0).code()).isEqualTo(Code.E406))
        .hasMessageContaining(message);
  }
}
