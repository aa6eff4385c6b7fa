package org.modelc.firmware;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.modelc.c.RuntimeLibrary;
import org.modelc.problem.Code;
import org.modelc.problem.ProblemException;
import org.modelc.target.Family;
import org.modelc.target.Target;
import org.modelc.template.Templates;

/** Makes images for one target. */
public final class FirmwareBuilder {

  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final List<String> HARNESS_FILES = List.of("modelc_harness.h", "modelc_harness.c");
  private static final String KPU_EMULATOR = "modelc_kpu_emulator.c";
  private static final Templates TEMPLATES = Templates.load("firmware/firmware.stg");

  private final Toolchain toolchain;
  private final Target target;

  /** A builder that uses the tools of a tool chain. */
  public FirmwareBuilder(Toolchain toolchain, Target target) {
    this.toolchain = toolchain;
    this.target = target;
  }

  /**
   * Compiles and links a model with the test harness.
   *
   * @throws ProblemException if the compiler or linker refuses it
   */
  public FirmwareImage build(FirmwareModel model, BuildOption... options) {
    Set<BuildOption> chosen = EnumSet.noneOf(BuildOption.class);
    chosen.addAll(List.of(options));
    if (chosen.contains(BuildOption.SANITIZED) && target.family() != Family.HOST) {
      throw new IllegalArgumentException("sanitizers run on the host only, not on " + target.name());
    }
    return new Build(model, new CompilerCommands(target, chosen)).image(chosen.contains(BuildOption.LAYER_MARKS));
  }

  /**
   * Measures what a model adds to an image: a program that only calls it less an empty one.
   *
   * @throws ProblemException if the compiler or linker refuses it
   */
  public FirmwareSize size(FirmwareModel model) {
    return new Build(model, new CompilerCommands(target, Set.of())).size();
  }

  /** The steps for one model, in a work directory of its own. */
  private final class Build {

    private final FirmwareModel model;
    private final CompilerCommands commands;
    private final Path directory;
    private final List<String> modelSources;

    Build(FirmwareModel model, CompilerCommands commands) {
      this.model = model;
      this.commands = commands;
      directory = toolchain.newWorkDirectory(model.name() + "-" + target.name());
      modelSources = copyModel();
      target.memory().ifPresent(memory -> write("link.ld", TEMPLATES.render(LinkerScript.of(memory))));
    }

    FirmwareImage image(boolean layerMarks) {
      write("modelc_firmware.c", TEMPLATES.render(Harness.of(model, layerMarks)));
      if (layerMarks) {
        write(LayerMarks.FILE, TEMPLATES.render(new LayerMarks(model.macroPrefix())));
      }
      for (String file : HARNESS_FILES) {
        write(file, FirmwareResources.text("targets/harness/" + file));
      }
      List<String> sources = new ArrayList<>(modelSources);
      sources.addAll(List.of("modelc_firmware.c", "modelc_harness.c"));
      if (target.has("kpu") && target.emulator().isPresent()) {
        RuntimeLibrary.filesFor(List.of("modelc_kpu_conv")).stream().filter(file -> file.endsWith(".h")).forEach(file -> write(file, RuntimeLibrary.text(file)));
        write(KPU_EMULATOR, FirmwareResources.text("targets/harness/" + KPU_EMULATOR));
        sources.add(KPU_EMULATOR);
      }
      run(commands.compile("model", sources));
      run(commands.link(linkerScript(), FirmwareImage.FILE, objects(sources)));
      return new FirmwareImage(toolchain, target, model, directory);
    }

    FirmwareSize size() {
      write("modelc_call.c", TEMPLATES.render(CallingMain.of(model)));
      write("modelc_empty.c", TEMPLATES.render(new EmptyMain()));
      List<String> sources = new ArrayList<>(modelSources);
      sources.addAll(List.of("modelc_call.c", "modelc_empty.c"));
      run(commands.compile("model", sources));
      List<String> callObjects = objects(modelSources);
      callObjects.add("modelc_call.o");
      List<String> callFlags = new ArrayList<>(linkerScript());
      callFlags.add("-Wl,--defsym=modelc_buffer=" + bufferAddress());
      run(commands.link(callFlags, "call.elf", callObjects));
      run(commands.link(linkerScript(), "empty.elf", List.of("modelc_empty.o")));
      String sizes = run(List.of(target.compiler().tool("size"), "call.elf", "empty.elf")).stdout();
      return SectionSizes.difference(sizes);
    }

    /** Any address with memory behind it serves: the program is never run. */
    private long bufferAddress() {
      return target.memory().map(memory -> memory.ram().origin()).orElse(0L);
    }

    private List<String> linkerScript() {
      return target.memory().isPresent() ? List.of("-T", "link.ld") : List.of();
    }

    private List<String> copyModel() {
      List<String> sources = new ArrayList<>();
      try (Stream<Path> files = Files.list(model.directory())) {
        Files.createDirectory(directory.resolve("model"));
        for (Path file : files.sorted().toList()) {
          String name = file.getFileName().toString();
          boolean source = name.endsWith(".c") && !name.equals("main.c");
          if (source || name.endsWith(".h")) {
            Files.copy(file, directory.resolve("model").resolve(name));
          }
          if (source) {
            sources.add("model/" + name);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot copy " + model.directory(), e);
      }
      return sources;
    }

    private List<String> objects(List<String> sources) {
      List<String> objects = new ArrayList<>();
      for (String source : sources) {
        String name = source.substring(source.lastIndexOf('/') + 1);
        objects.add(name.substring(0, name.length() - 1) + "o");
      }
      return objects;
    }

    private void write(String file, String text) {
      try {
        Files.writeString(directory.resolve(file), text);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + file, e);
      }
    }

    private CommandResult run(List<String> command) {
      CommandResult result = toolchain.run(directory, TIMEOUT, command);
      if (!result.succeeded()) {
        String where = model.name() + " for " + target.name();
        throw new ProblemException(Code.E502, where, String.join(" ", command) + ": " + result.line());
      }
      return result;
    }
  }
}
