package org.modelc.driver;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Ways to make a network lighter, to be compared.
 *
 * @param model the ONNX file that all ways begin with
 * @param data training samples
 * @param test labelled samples that every network is measured with
 * @param sampleOptions options that say how the numbers of both are to be taken, as on the command line
 * @param ways for each name the commands in order, as words, without model, data and output
 */
public record Recipe(Path model, Path data, Path test, List<String> sampleOptions, Map<String, List<List<String>>> ways) {

  /**
   * One command of a way.
   *
   * @param name for people and files, for example {@code small-2-finetune}
   * @param command its words
   * @param input the network that it reads
   * @param output the network that it writes
   */
  public record Step(String name, List<String> command, Path input, Path output) {}

  /** The steps of a way; each reads what the one before has written into {@code folder}. */
  public List<Step> steps(String way, Path folder) {
    List<Step> steps = new ArrayList<>();
    Path current = model;
    for (List<String> command : ways.get(way)) {
      String name = way + "-" + (steps.size() + 1) + "-" + command.get(0);
      Path output = folder.resolve(name + ".onnx");
      steps.add(new Step(name, command, current, output));
      current = output;
    }
    return steps;
  }
}
