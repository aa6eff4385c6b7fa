package org.modelc.c;

import java.util.List;
import org.modelc.ir.Tensor;

/**
 * One sample whose result is known.
 *
 * @param inputs one tensor for each graph input, of its type
 * @param outputs what the reference interpreter computes from them
 */
public record SelfTest(List<Tensor> inputs, List<Tensor> outputs) {
  public SelfTest {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
