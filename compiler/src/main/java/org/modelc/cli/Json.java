package org.modelc.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** Records as JSON on one line: keys in snake case in the order of the components, an empty optional is {@code null}. */
final class Json {
  private static final ObjectMapper MAPPER = JsonMapper.builder()
      .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
      .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
      .addModule(new SimpleModule()
          .addSerializer(Optional.class, content(value -> ((Optional<?>) value).orElse(null)))
          .addSerializer(OptionalInt.class, content(value -> boxed((OptionalInt) value)))
          .addSerializer(OptionalLong.class, content(value -> boxed((OptionalLong) value)))
          .addSerializer(OptionalDouble.class, content(value -> boxed((OptionalDouble) value))))
      .build();

  private Json() {}

  static String line(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), e);
    }
  }

  private static Integer boxed(OptionalInt value) {
    return value.isPresent() ? (Integer) value.getAsInt() : null;
  }

  private static Long boxed(OptionalLong value) {
    return value.isPresent() ? (Long) value.getAsLong() : null;
  }

  private static Double boxed(OptionalDouble value) {
    return value.isPresent() ? (Double) value.getAsDouble() : null;
  }

  /** Writes what a value holds in its place. */
  private static JsonSerializer<Object> content(UnaryOperator<Object> content) {
    return new JsonSerializer<>() {
      @Override
      public void serialize(Object value, JsonGenerator generator, SerializerProvider provider) throws IOException {
        provider.defaultSerializeValue(content.apply(value), generator);
      }
    };
  }
}
