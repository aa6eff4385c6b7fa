package org.modelc.c;

import java.util.Locale;
import org.modelc.ir.Node;
import org.modelc.op.Scan;

/** Parameters of {@code modelc_scan_<kind>_<type>}. */
public record ScanCall(String kernel, AxisGeometry axis, int exclusive, int reverse) implements Call {

  public static ScanCall of(Scan scan, Node node) {
    String kernel = "modelc_scan_" + scan.kind().name().toLowerCase(Locale.ROOT) + "_" + node.output().type().dtype().text();
    return new ScanCall(
        kernel, AxisGeometry.of(node.input(0).shape(), scan.axis()), scan.exclusive() ? 1 : 0, scan.reverse() ? 1 : 0);
  }
}
