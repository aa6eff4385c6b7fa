package org.modelc.template;

import java.io.StringWriter;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.stringtemplate.v4.AttributeRenderer;
import org.stringtemplate.v4.AutoIndentWriter;
import org.stringtemplate.v4.ST;
import org.stringtemplate.v4.STGroup;
import org.stringtemplate.v4.STGroupFile;
import org.stringtemplate.v4.compiler.CompiledST;

/**
 * Templates that print records: the template of a record carries the simple name of its class and takes one argument, the
 * record ({@code Conv(c) ::= <<...$c.stride$...>>}). Delimiters are {@code $}.
 *
 * <p>Every mistake is an exception: an unknown property, a null component, a missing template, a missing format. Arguments
 * cannot be called {@code i} or {@code i0}, which StringTemplate reserves.
 */
public final class Templates {

  private static final String ROOT = "org/modelc/templates/";

  private final STGroup group;
  private final ErrorCollector errors = new ErrorCollector();

  private Templates(List<STGroup> files, Map<String, UnaryOperator<String>> formats) {
    group = new STGroup('$', '$');
    group.setListener(errors);
    for (STGroup file : files) {
      file.setListener(errors);
      file.load();
      group.importTemplates(file);
    }
    group.registerModelAdaptor(Record.class, new RecordAdaptor());
    group.registerRenderer(String.class, stringRenderer(Map.copyOf(formats)));
    errors.throwErrors("cannot load the templates");
  }

  /**
   * Loads group files from the class path.
   *
   * @param files paths below {@code templates/}, e.g. {@code c/model.stg}; of two templates of one name the first counts
   * @param formats what {@code $x; format="name"$} does to a string, by name
   * @throws TemplateException if a file is missing or malformed
   */
  public static Templates load(List<String> files, Map<String, UnaryOperator<String>> formats) {
    return new Templates(files.stream().map(Templates::groupFile).toList(), formats);
  }

  /** As {@link #load(List, Map)} with one file and no formats. */
  public static Templates load(String file) {
    return load(List.of(file), Map.of());
  }

  /** Whether there is a template for records of this type. */
  public boolean has(Class<? extends Record> type) {
    return group.isDefined(type.getSimpleName());
  }

  /**
   * The text of a record, with {@code \n} line ends.
   *
   * @throws TemplateException if the template is missing or does not fit the record
   */
  public synchronized String render(Record model) {
    String name = model.getClass().getSimpleName();
    ST template = group.getInstanceOf(name);
    errors.throwErrors("template " + name);
    if (template == null) {
      throw new TemplateException("there is no template " + name);
    }
    template.add(argument(name, template.impl), model);
    StringWriter text = new StringWriter();
    template.write(new AutoIndentWriter(text, "\n"), errors);
    errors.throwErrors("template " + name);
    return text.toString();
  }

  private static String argument(String name, CompiledST template) {
    if (template.formalArguments == null || template.formalArguments.size() != 1) {
      throw new TemplateException("template " + name + " must take one argument, the record");
    }
    return template.formalArguments.keySet().iterator().next();
  }

  private static STGroup groupFile(String path) {
    URL url = Templates.class.getClassLoader().getResource(ROOT + path);
    if (url == null) {
      throw new TemplateException("there is no template file " + path);
    }
    return new STGroupFile(url, StandardCharsets.UTF_8.name(), '$', '$');
  }

  private static AttributeRenderer<String> stringRenderer(Map<String, UnaryOperator<String>> formats) {
    return (value, format, locale) -> {
      if (format == null) {
        return value;
      }
      UnaryOperator<String> function = formats.get(format);
      if (function == null) {
        throw new TemplateException("there is no format " + format);
      }
      return function.apply(value);
    };
  }
}
