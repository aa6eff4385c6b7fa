package org.modelc.driver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;

/** Reads a {@link Recipe} from YAML; paths are relative to the file's folder. */
public final class RecipeReader {
  private static final Set<String> KEYS = Set.of("model", "data", "test", "samples", "ways");

  /** Commands that make a network from a network. */
  private static final Set<String> COMMANDS = Set.of("prune", "finetune", "distill", "quantize");

  /** Options whose values are files. */
  private static final Set<String> FILE_OPTIONS = Set.of("--teacher", "--data", "--test");

  private final Path file;

  private RecipeReader(Path file) {
    this.file = file;
  }

  /** @throws ProblemException E606 that says what is wrong */
  public static Recipe read(Path file) {
    return new RecipeReader(file).read();
  }

  private Recipe read() {
    JsonNode root = parse();
    if (!root.isObject()) {
      throw wrong("It must be a mapping with the keys model, data, test and ways.");
    }
    root.fieldNames().forEachRemaining(key -> {
      if (!KEYS.contains(key)) {
        throw wrong("The key '" + key + "' is unknown; there are model, data, test, samples and ways.");
      }
    });
    List<String> sampleOptions = root.has("samples") ? words(text(root, "samples")) : List.of();
    return new Recipe(path(text(root, "model")), path(text(root, "data")), path(text(root, "test")), sampleOptions, ways(root.path("ways")));
  }

  private JsonNode parse() {
    try {
      return new YAMLMapper().readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw wrong("It is not valid YAML: " + e.getOriginalMessage().lines().findFirst().orElse("") + ".");
    } catch (IOException e) {
      throw wrong("It cannot be read (" + e.getClass().getSimpleName().replace("Exception", "") + ").");
    }
  }

  private ProblemException wrong(String cause) {
    return new ProblemException(Code.E606, file.toString(), cause);
  }

  private String text(JsonNode node, String key) {
    if (!node.path(key).isTextual()) {
      throw wrong("The key '" + key + "' must be there and be text.");
    }
    return node.get(key).textValue();
  }

  private Path path(String text) {
    return file.toAbsolutePath().getParent().resolve(text).normalize();
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.strip().split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }

  private Map<String, List<List<String>>> ways(JsonNode node) {
    if (!node.isObject() || node.isEmpty()) {
      throw wrong("The key 'ways' must be a mapping from names to lists of commands.");
    }
    Map<String, List<List<String>>> ways = new LinkedHashMap<>();
    node.properties().forEach(way -> ways.put(name(way.getKey()), commands(way.getKey(), way.getValue())));
    return ways;
  }

  private String name(String way) {
    if (!way.matches("[A-Za-z0-9_.-]+")) {
      throw wrong("The way '" + way + "' names files; letters, digits, '_', '.' and '-' will do.");
    }
    return way;
  }

  private List<List<String>> commands(String way, JsonNode list) {
    if (!list.isArray() || list.isEmpty()) {
      throw wrong("The way '" + way + "' must be a list of commands.");
    }
    List<List<String>> commands = new ArrayList<>();
    list.forEach(command -> commands.add(command(way, command)));
    return commands;
  }

  private List<String> command(String way, JsonNode node) {
    List<String> words = new ArrayList<>(node.isTextual() ? words(node.textValue()) : List.of());
    if (words.isEmpty() || !COMMANDS.contains(words.get(0))) {
      throw wrong("In the way '" + way + "' " + node + " is none of the commands " + String.join(", ", COMMANDS.stream().sorted().toList()) + ".");
    }
    for (int i = 1; i + 1 < words.size(); i++) {
      if (FILE_OPTIONS.contains(words.get(i))) {
        words.set(i + 1, path(words.get(i + 1)).toString());
      }
    }
    return words;
  }
}
