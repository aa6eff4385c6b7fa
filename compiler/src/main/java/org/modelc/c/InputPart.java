package org.modelc.c;

import java.util.List;

/** What {@code name_run_rows} does for the parts of the input from {@code first} to {@code last}: records with a template each. */
record InputPart(int first, int last, boolean isOne, List<Record> steps) {
  static InputPart of(BandBlock block) {
    return new InputPart(block.first(), block.last(), block.first() == block.last(), block.steps());
  }
}
