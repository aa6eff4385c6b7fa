package org.modelc.onnx.translate;

import java.util.List;
import org.modelc.op.OpException;
import org.modelc.problem.Code;

/**
 * A node of a decision tree as the file has it.
 *
 * @param test what is asked of the feature; empty at a leaf
 * @param operands what it is compared with: one number, or the members of a set
 * @param nanIsTrue whether NaN goes to the true branch whatever the test says
 * @param whenTrue index of the node that follows where the test holds
 * @param leaf a weight for each target; empty at a split
 */
record TreeNode(
    Test test, int feature, List<Float> operands, boolean nanIsTrue, int whenTrue, int whenFalse, List<Float> leaf) {

  /** Tests in the order of TreeEnsemble's numbers; before version 5 of the domain they are strings with the prefix BRANCH_. */
  enum Test {
    LEQ,
    LT,
    GTE,
    GT,
    EQ,
    NEQ,
    MEMBER,
    LEAF;

    static Test named(String text) {
      for (Test test : values()) {
        if (text.equals(test == LEAF ? "LEAF" : "BRANCH_" + test.name())) {
          return test;
        }
      }
      throw new OpException(Code.E203, "attribute \"nodes_modes\" holds \"" + text + "\", which is unknown");
    }

    static Test numbered(long number) {
      if (number < 0 || number > MEMBER.ordinal()) {
        throw new OpException(Code.E203, "attribute \"nodes_modes\" holds " + number + ", which is unknown");
      }
      return values()[(int) number];
    }
  }

  static TreeNode leaf(List<Float> weights) {
    return new TreeNode(Test.LEAF, 0, List.of(), false, 0, 0, weights);
  }
}
