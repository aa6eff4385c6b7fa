package org.modelc.c;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.modelc.ir.Node;

/** The inputs among the arguments of a kernel call. */
final class KernelArguments {
  private KernelArguments() {}

  /** @param activations expressions for the inputs that are not constant, in their order */
  static List<String> inputs(Node node, Call call, List<String> activations) {
    Iterator<String> next = activations.iterator();
    List<String> arguments = new ArrayList<>();
    for (int index = 0; index < node.inputs().size(); index++) {
      if (!node.input(index).isConstant()) {
        arguments.add(next.next());
      } else if (call.constantArguments().containsKey(index)) {
        arguments.add(call.constantArguments().get(index).symbol());
      }
    }
    return arguments;
  }
}
