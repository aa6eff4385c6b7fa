package org.modelc.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.modelc.problem.ProblemException;

/** Turns the text of a target's file into a {@link Target}. */
final class TargetReader {

  private static final YAMLMapper YAML = new YAMLMapper();

  private TargetReader() {}

  /**
   * @param file name of the file, for messages
   * @param text its content
   * @throws ProblemException if the text is no YAML, or a key is missing, unknown or has a wrong value
   */
  static Target read(String file, String text) {
    YamlSection root = new YamlSection(file, parse(file, text));
    Target target = new Target(
        root.text("name"),
        root.text("description"),
        family(file, root.text("family")),
        root.texts("isa"),
        root.powerOfTwo("buffer-alignment"),
        compiler(root.section("compiler")),
        root.optionalSection("emulator").map(TargetReader::emulator),
        root.optionalSection("memory").map(TargetReader::memory),
        root.texts("packages"));
    root.finish();
    if (!file.equals(target.name() + ".yaml")) {
      throw YamlSection.error(file, "The name '" + target.name() + "' must equal the file's name.");
    }
    return target;
  }

  private static JsonNode parse(String file, String text) {
    try {
      return YAML.readTree(text);
    } catch (JsonProcessingException e) {
      throw YamlSection.error(file, "This is not valid YAML: " + e.getOriginalMessage().lines().findFirst().orElse("") + ".");
    }
  }

  private static Family family(String file, String label) {
    return Arrays.stream(Family.values())
        .filter(family -> family.label().equals(label))
        .findFirst()
        .orElseThrow(() -> YamlSection.error(file, "The family '" + label + "' is none of "
            + Arrays.stream(Family.values()).map(Family::label).collect(Collectors.joining(", ")) + "."));
  }

  private static CompilerSettings compiler(YamlSection section) {
    CompilerSettings compiler =
        new CompilerSettings(section.text("prefix"), section.texts("flags"), section.texts("link-flags"));
    section.finish();
    return compiler;
  }

  private static Emulator emulator(YamlSection section) {
    Emulator emulator = new Emulator(section.text("program"), section.texts("arguments"));
    section.finish();
    return emulator;
  }

  private static MemoryMap memory(YamlSection section) {
    Optional<MemoryRegion> constants = section.optionalSection("constants").map(TargetReader::region);
    MemoryMap memory = new MemoryMap(region(section.section("flash")), region(section.section("ram")), constants);
    section.finish();
    return memory;
  }

  private static MemoryRegion region(YamlSection section) {
    MemoryRegion region = new MemoryRegion(section.address("origin"), section.size("size"));
    section.finish();
    return region;
  }
}
