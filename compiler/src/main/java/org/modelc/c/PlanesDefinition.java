package org.modelc.c;

import java.util.List;
import java.util.Optional;
import org.modelc.ir.DType;
import org.modelc.ir.Graph;
import org.modelc.ir.Shape;
import org.modelc.ir.TensorType;
import org.modelc.ir.Value;
import org.modelc.kpu.InPlaceInput;
import org.modelc.plan.Location;
import org.modelc.plan.MemoryPlan;

/**
 * The functions for an input that lies as planes in the K210's AI SRAM.
 *
 * @param port the planes, U8 [C,H,W]
 * @param row the first in AI SRAM
 * @param moving from the model's input to the planes
 * @param following from the planes on
 */
record PlanesDefinition(Port port, int row, Part moving, Part following) {
  /** The function that finds the planes. */
  static final String KERNEL = "modelc_kpu_row";

  /**
   * Steps of an inference.
   *
   * @param pointers tensors in the arena that are written
   * @param steps records with a template each
   */
  record Part(List<TensorPointer> pointers, List<Record> steps) {}

  /**
   * The functions for a plan, where its input may lie so.
   *
   * @param macro prefix of all macros
   * @param pointers of all tensors in the arena, in execution order
   * @param calls all calls of the plan
   */
  static Optional<PlanesDefinition> of(Graph graph, MemoryPlan plan, String macro, List<TensorPointer> pointers, List<Record> calls) {
    return InPlaceInput.of(graph).map(input -> {
      Value image = input.image();
      int moves = input.moves().size();
      int moved = (int) input.moves().stream().filter(node -> plan.location(node.output()) instanceof Location.Arena).count();
      return new PlanesDefinition(
          Port.of("planes", macro + "_PLANES", graph.inputs().get(0).name(), type(image)), ((Location.AiSram) plan.location(image)).row(),
          new Part(pointers.subList(0, moved), calls.subList(0, moves)),
          new Part(pointers.subList(moved, pointers.size()), calls.subList(moves, calls.size())));
    });
  }

  private static TensorType type(Value image) {
    Shape shape = image.shape();
    return TensorType.quantised(DType.U8, Shape.of(shape.dim(3), shape.dim(1), shape.dim(2)), image.type().requireQuant());
  }
}
