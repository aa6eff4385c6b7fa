package org.modelc.onnx.model;

import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.modelc.problem.Code;
import org.modelc.problem.Problems;

/**
 * Operator set versions that a model or a local function imports.
 *
 * @param versions by domain; the default domain is the empty string
 */
public record OpsetVersions(Map<String, Integer> versions) {
  public static final String DEFAULT_DOMAIN = "";
  /** Before it, only operators whose meaning has not changed since are supported. */
  public static final int OLDEST = 7;
  public static final int NEWEST = 28;

  public OpsetVersions {
    versions = Map.copyOf(versions);
  }

  /**
   * The imports, with a problem E103 where the default domain's version is not supported. Versions beyond an int become the largest int.
   *
   * @param where who imports, for the message
   */
  public static OpsetVersions read(List<OperatorSetIdProto> imports, String where, Problems problems) {
    Map<String, Integer> versions = new TreeMap<>();
    for (OperatorSetIdProto imported : imports) {
      versions.put(normalise(imported.getDomain()), (int) Math.max(0, Math.min(imported.getVersion(), Integer.MAX_VALUE)));
    }
    Integer version = versions.get(DEFAULT_DOMAIN);
    if (version != null && (version < 1 || version > NEWEST)) {
      problems.add(Code.E103, where, "opset " + version + " of the default domain is not supported.");
    }
    return new OpsetVersions(versions);
  }

  /** The version of {@code domain} (normalised); empty if the domain is not imported. */
  public OptionalInt version(String domain) {
    Integer version = versions.get(domain);
    return version == null ? OptionalInt.empty() : OptionalInt.of(version);
  }

  /** {@code ai.onnx} is another spelling of the default domain. */
  static String normalise(String domain) {
    return domain.equals("ai.onnx") ? DEFAULT_DOMAIN : domain;
  }
}
