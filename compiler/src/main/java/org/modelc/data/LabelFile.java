package org.modelc.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.problem.Problems;

/** Reads class indices of samples. */
final class LabelFile {
  private static final String LABELS = "y";

  private LabelFile() {}

  /**
   * The array {@code y} of {@code file}, or its only array.
   *
   * @throws ProblemException E301 or E306
   */
  static List<Integer> read(Path file, int samples) {
    Map<String, NpyArray> arrays = ArrayFile.read(file);
    NpyArray array = arrays.size() == 1 ? arrays.values().iterator().next() : arrays.get(LABELS);
    if (array == null) {
      throw new ProblemException(Code.E306, file.toString(), "It has no array \"" + LABELS + "\", but " + arrays.keySet() + ".");
    }
    Problems problems = new Problems();
    List<Integer> labels = labels(array, samples, file.toString(), problems);
    problems.throwIfErrors();
    return labels;
  }

  /** One class index for each sample; empty if {@code problems} gets an E306. */
  static List<Integer> labels(NpyArray array, int samples, String where, Problems problems) {
    if (array.shape().elements() != samples) {
      problems.add(Code.E306, where, "it has shape " + array.shape() + ", but there are " + samples + " samples.");
      return List.of();
    }
    for (int i = 0; i < samples; i++) {
      if (array.real(i) != (int) array.real(i)) {
        problems.add(Code.E306, where, "element " + i + " is " + array.real(i) + ", no class index.");
        return List.of();
      }
    }
    return IntStream.range(0, samples).mapToObj(i -> (int) array.real(i)).toList();
  }
}
