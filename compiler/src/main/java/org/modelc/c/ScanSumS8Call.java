package org.modelc.c;

import org.modelc.arithmetic.Requantisation;
import org.modelc.ir.Node;
import org.modelc.ir.Quant;
import org.modelc.op.Clamp;
import org.modelc.op.Scan;

/** Parameters of {@code modelc_scan_sum_s8} and {@code modelc_scan_sum_s16}. */
public record ScanSumS8Call(
    String kernel, AxisGeometry axis, int exclusive, int reverse, int zeroPoint, int multiplier, OutputS8 output) implements Call {

  /** @param scan SUM */
  public static ScanSumS8Call of(Scan scan, Node node) {
    Quant input = node.input(0).type().requireQuant();
    return new ScanSumS8Call(
        "modelc_scan_sum_" + node.output().type().dtype().text(), AxisGeometry.of(node.input(0).shape(), scan.axis()),
        scan.exclusive() ? 1 : 0, scan.reverse() ? 1 : 0, input.zeroPoint(),
        Requantisation.ofMean(input, node.output().type().requireQuant(), 1).multiplier(), OutputS8.of(node.output().type(), Clamp.NONE));
  }
}
