package org.modelc.pass;

import java.util.List;
import java.util.Optional;
import org.modelc.ir.Value;

/** A pass that applies several rules together until none changes anything, as each makes work for the others. */
final class Rules implements RulePass {
  private final String name;
  private final Rewriter.Rule rule;

  Rules(String name, Rewriter.Rule... rules) {
    this.name = name;
    this.rule = Rewriter.Rule.firstOf(rules);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<List<Value>> rewrite(Rewriter.Match match) {
    return rule.rewrite(match);
  }
}
