package org.modelc.c;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.modelc.op.Op;
import org.modelc.template.Templates;

/** The templates below {@code templates/c}: those of the files and one file for each operator that has a kernel. */
final class CTemplates {
  private static final List<String> FILES = List.of("c/model.stg", "c/main.stg", "c/op/shared.stg");
  private static final Templates TEMPLATES = Templates.load(Stream.concat(FILES.stream(), operatorFiles()).toList(), Map.of());

  private CTemplates() {}

  private static Stream<String> operatorFiles() {
    return Stream.of(Op.class.getPermittedSubclasses())
        .map(operator -> "c/op/" + operator.getSimpleName() + ".stg")
        .filter(file -> CTemplates.class.getResource("/org/modelc/templates/" + file) != null);
  }

  static String render(Record model) {
    return TEMPLATES.render(model);
  }
}
