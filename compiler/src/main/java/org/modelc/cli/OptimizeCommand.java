package org.modelc.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.modelc.data.Preprocessing;
import org.modelc.driver.CandidateMeasurement;
import org.modelc.driver.Recipe;
import org.modelc.driver.RecipeReader;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.report.Candidate;
import org.modelc.report.ParetoPlot;
import org.modelc.target.Target;
import org.modelc.target.Targets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "optimize",
    description = {
      "Carries out a recipe: several ways to make a network lighter, compared.",
      "Every way is a list of commands (prune, finetune, distill, quantize), each of which reads what the one before has written. All networks are "
          + "measured in int8 on the recipe's test samples: accuracy, flash for constants, MACs, arena. Prints the table and draws it "
          + "(pareto-flash and pareto-macs, .svg and .png); the networks are in the output folder."
    },
    footerHeading = "%nA recipe:%n",
    footer = {
      "  model: net.onnx",
      "  data: train.npz",
      "  test: test.npz",
      "  samples: --input-scale 0.00392157 --input-mean 0.1307 --input-std 0.3081",
      "  ways:",
      "    half:",
      "      - prune --structured macs=0.5",
      "      - distill --teacher net.onnx --epochs 20",
      "    four-bit:",
      "      - distill --teacher net.onnx --qat int4 --epochs 10"
    })
final class OptimizeCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "RECIPE.yaml", description = "What is to be tried.")
  private Path recipeFile;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder for networks and plots.")
  private Path folder;

  @Option(
      names = "--target", paramLabel = "TARGET", defaultValue = "cortex-m4",
      description = "The processor that flash and arena are for. Default: ${DEFAULT-VALUE}.")
  private String target;

  @Option(
      names = "--test-samples", paramLabel = "N", defaultValue = "2000",
      description = "How many test samples count, the first ones. Default: ${DEFAULT-VALUE}.")
  private int testSamples;

  @Option(names = "--resume", description = "Leave out steps whose network is in the folder already.")
  private boolean resume;

  @Option(names = "--json", description = "Print the candidates as JSON objects, one a line.")
  private boolean json;

  @Mixin
  private CommonOptions common;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    Console console = Console.of(spec);
    PositiveOption.require("--test-samples", testSamples);
    Target chosen = Targets.find(target);
    Recipe recipe = RecipeReader.read(recipeFile);
    CandidateMeasurement measurement = new CandidateMeasurement(recipe, preprocessing(recipe), testSamples, chosen);
    List<Candidate> candidates = new ArrayList<>();
    candidates.add(measured(console, measurement, "model", recipe.model()));
    for (String way : recipe.ways().keySet()) {
      for (Recipe.Step step : recipe.steps(way, folder)) {
        int status = carryOut(step, recipe, console);
        if (status != ExitStatus.OK) {
          return status;
        }
        candidates.add(measured(console, measurement, step.name(), step.output()));
      }
    }
    print(console, candidates);
    ParetoPlot.write(candidates, folder);
    return ExitStatus.OK;
  }

  private Preprocessing preprocessing(Recipe recipe) {
    SampleOptions options = new SampleOptions();
    try {
      new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(recipe.sampleOptions().toArray(String[]::new));
    } catch (ParameterException e) {
      throw new ProblemException(Code.E606, recipeFile.toString(), "In 'samples': " + e.getMessage() + ".");
    }
    return options.preprocessing();
  }

  private static Candidate measured(Console console, CandidateMeasurement measurement, String name, Path file) {
    console.note("measures " + name);
    Candidate candidate = measurement.measure(name, file);
    console.note(name + ": " + candidate.accuracy());
    return candidate;
  }

  /** The exit code of the step's command; its result is progress here. */
  private int carryOut(Recipe.Step step, Recipe recipe, Console console) {
    if (resume && Files.exists(step.output())) {
      console.note(step.name() + " is there already");
      return ExitStatus.OK;
    }
    console.note("== " + step.name() + ": " + String.join(" ", step.command()));
    List<String> arguments = new ArrayList<>(step.command());
    arguments.add(1, step.input().toString());
    if (!step.command().contains("--data")) {
      arguments.addAll(List.of("--data", recipe.data().toString()));
    }
    arguments.addAll(recipe.sampleOptions());
    arguments.addAll(List.of("--out", step.output().toString()));
    return Main.run(console.err(), console.err(), arguments.toArray(String[]::new));
  }

  private void print(Console console, List<Candidate> candidates) {
    if (json) {
      candidates.forEach(candidate -> console.result(Json.line(candidate)));
    } else {
      console.result(CandidatesText.of(candidates));
    }
  }
}
