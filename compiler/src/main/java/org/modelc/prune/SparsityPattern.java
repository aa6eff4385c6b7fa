package org.modelc.prune;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which weights of a filter are kept or set to zero together: runs of {@code group} weights that meet neighbouring input channels.
 *
 * @param group length of a run, at least 1; shorter at the end of the channels
 * @param kept how many of each run are kept, the others are zero; 0 where a run is kept or zero as a whole
 */
public record SparsityPattern(int group, int kept) {
  /** Every weight on its own. */
  public static final SparsityPattern SINGLE = new SparsityPattern(1, 0);

  private static final Pattern FORM = Pattern.compile("(\\d{1,4}):(\\d{1,4})|block:(\\d{1,4})");

  public SparsityPattern {
    if (group < 1 || kept < 0 || kept >= group) {
      throw new IllegalArgumentException("of " + group + " weights fewer must be kept, not " + kept);
    }
  }

  /**
   * {@code 2:4} keeps two of four; {@code block:4} keeps or zeroes four together.
   *
   * @throws IllegalArgumentException if {@code text} is neither; its message is fit for users
   */
  public static SparsityPattern parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is no pattern such as 2:4 or block:4");
    }
    return matcher.group(3) == null
        ? new SparsityPattern(Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(1)))
        : new SparsityPattern(Integer.parseInt(matcher.group(3)), 0);
  }

  /** Whether the pattern itself says how many weights are zero. */
  public boolean isRatio() {
    return kept > 0;
  }

  /** The part of the weights that is zero if the pattern says so and runs are complete. */
  public double sparsity() {
    return 1 - (double) kept / group;
  }
}
