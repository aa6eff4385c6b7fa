package org.modelc.template;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.stringtemplate.v4.Interpreter;
import org.stringtemplate.v4.ModelAdaptor;
import org.stringtemplate.v4.ST;
import org.stringtemplate.v4.misc.STNoSuchPropertyException;

/**
 * Gives templates access to the components of records, which StringTemplate renders as empty text otherwise.
 *
 * <p>An empty {@link Optional} reads as absent ({@code $if(x.note)$} is false), a full one as its value. The property
 * {@code templateName} of every record is the simple name of its class, for {@code $(x.templateName)(x)$}.
 */
final class RecordAdaptor implements ModelAdaptor<Record> {

  private static final String TEMPLATE_NAME = "templateName";

  private final Map<Class<?>, Map<String, Method>> accessors = new ConcurrentHashMap<>();

  @Override
  public Object getProperty(Interpreter interpreter, ST self, Record model, Object property, String name) {
    Method accessor = accessors.computeIfAbsent(model.getClass(), RecordAdaptor::accessorsOf).get(name);
    if (accessor != null) {
      return read(model, accessor);
    }
    if (TEMPLATE_NAME.equals(name)) {
      return model.getClass().getSimpleName();
    }
    throw new STNoSuchPropertyException(null, model, model.getClass().getName() + "." + name);
  }

  private static Map<String, Method> accessorsOf(Class<?> type) {
    Map<String, Method> methods = new ConcurrentHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      methods.put(component.getName(), accessor);
    }
    return methods;
  }

  private static Object read(Record model, Method accessor) {
    try {
      Object value = accessor.invoke(model);
      if (value == null) {
        throw new TemplateException(model.getClass().getName() + "." + accessor.getName() + " is null");
      }
      return value instanceof Optional<?> optional ? optional.orElse(null) : value;
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("cannot read " + accessor, e);
    }
  }
}
