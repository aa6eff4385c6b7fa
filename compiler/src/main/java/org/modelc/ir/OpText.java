package org.modelc.ir;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.modelc.op.Clamp;
import org.modelc.op.Op;

/** Operators as IR text: the record's name and its components, for example {@code Softmax(axis=1)}. A clamp without bounds is left out. */
final class OpText {
  private OpText() {}

  static String print(Op op) {
    List<String> attributes = new ArrayList<>();
    for (RecordComponent component : op.getClass().getRecordComponents()) {
      Object value = read(op, component);
      if (!value.equals(Clamp.NONE)) {
        attributes.add(component.getName() + "=" + AttributeText.print(value));
      }
    }
    return op.name() + "(" + String.join(", ", attributes) + ")";
  }

  static Op parse(Tokens tokens) {
    Class<?> type = operator(tokens.word());
    Map<String, RecordComponent> components = new HashMap<>();
    Arrays.stream(type.getRecordComponents()).forEach(component -> components.put(component.getName(), component));
    Map<String, Object> values = new HashMap<>(Map.of("clamp", Clamp.NONE));
    tokens.expect("(");
    while (!tokens.accept(")")) {
      String name = tokens.word();
      tokens.expect("=");
      if (!components.containsKey(name)) {
        throw new IllegalArgumentException(type.getSimpleName() + " has no attribute " + name);
      }
      values.put(name, AttributeText.parse(components.get(name).getGenericType(), tokens));
      tokens.accept(",");
    }
    return create(type, values);
  }

  private static Class<?> operator(String name) {
    return Arrays.stream(Op.class.getPermittedSubclasses())
        .filter(type -> type.getSimpleName().equals(name))
        .findAny()
        .orElseThrow(() -> new IllegalArgumentException("unknown operator " + name));
  }

  private static Op create(Class<?> type, Map<String, Object> values) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] arguments = Arrays.stream(components).map(component -> values.get(component.getName())).toArray();
    if (Arrays.asList(arguments).contains(null)) {
      throw new IllegalArgumentException(type.getSimpleName() + " needs the attributes " + Arrays.toString(components));
    }
    try {
      return (Op) type.getDeclaredConstructor(types).newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getCause().getMessage(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("record " + type + " cannot be created", e);
    }
  }

  private static Object read(Op op, RecordComponent component) {
    try {
      return component.getAccessor().invoke(op);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("record " + op + " cannot be read", e);
    }
  }
}
