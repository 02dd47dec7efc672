package ai.warehouse.status.model.json;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Field;
import ai.warehouse.status.model.Field.Form;
import ai.warehouse.status.model.FieldVisitor;
import ai.warehouse.status.model.Fields;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.model.Timestamps;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of one kind of record: the visited fields, in their order.
 *
 * @param <R> the record
 * @param <B> its builder
 */
class JsonLayout<R, B> implements FieldVisitor<R, B> {
  private static final Map<Class<?>, ValueReader> READERS =
      Map.of(
          String.class, JsonFields::text,
          UUID.class, JsonFields::id,
          Integer.class, JsonFields::count,
          Long.class, JsonFields::number,
          Boolean.class, JsonFields::flag,
          Instant.class, JsonFields::time);

  private final Set<String> known = new HashSet<>();
  private final List<Writer<R>> writers = new ArrayList<>();
  private final List<Reader<B>> readers = new ArrayList<>();

  /** Reads the value of a field; null for none. */
  private interface ValueReader {
    @Nullable Object read(JsonFields fields, Field<?> field);
  }

  /** Writes one field. */
  private interface Writer<R> {
    void write(JsonGenerator json, R record) throws IOException;
  }

  /** Reads the fields of one visit. */
  interface Reader<B> {
    void read(JsonFields fields, B builder);
  }

  /** Returns a record as one JSON object in UTF-8. */
  byte[] write(R record) {
    return Json.object(
        json -> {
          for (Writer<R> writer : writers) {
            writer.write(json, record);
          }
        });
  }

  /**
   * Parses one JSON object.
   *
   * @throws InvalidRecordException if the value is not one JSON object
   */
  JsonFields parse(byte @Nullable [] value) {
    return JsonFields.parse(value, known);
  }

  /**
   * Passes the values of all fields to a builder.
   *
   * @throws InvalidRecordException if a field has the wrong type or is missing
   */
  void read(JsonFields fields, B builder) {
    for (Reader<B> reader : readers) {
      reader.read(fields, builder);
    }
  }

  @Override
  public void build(Function<R, BuildKey> get, BiConsumer<B, BuildKey> set) {
    writes(Fields.KEY, record -> get.apply(record).toString());
    writes(Fields.PKG, record -> get.apply(record).pkg());
    writes(Fields.ENV, record -> get.apply(record).env());
    writes(Fields.VERSION, record -> get.apply(record).version());
    reads(
        List.of(Fields.PKG, Fields.ENV, Fields.VERSION),
        (fields, builder) ->
            set.accept(
                builder,
                new BuildKey(
                    fields.requiredText(Fields.PKG),
                    fields.requiredText(Fields.ENV),
                    fields.requiredText(Fields.VERSION))));
  }

  @Override
  public void packageKey(Function<R, PackageKey> get, BiConsumer<B, PackageKey> set) {
    writes(Fields.KEY, record -> get.apply(record).toString());
    writes(Fields.PKG, record -> get.apply(record).pkg());
    writes(Fields.ENV, record -> get.apply(record).env());
    reads(
        List.of(Fields.PKG, Fields.ENV),
        (fields, builder) ->
            set.accept(
                builder,
                new PackageKey(fields.requiredText(Fields.PKG), fields.requiredText(Fields.ENV))));
  }

  @Override
  public <V> void field(Field<V> field, Function<R, @Nullable V> get, BiConsumer<B, V> set) {
    if (field.form() == Form.ITEM_ONLY) {
      return;
    }
    ValueReader reader =
        field.form() == Form.FREE_TEXT
            ? JsonFields::textOrJson
            : Objects.requireNonNull(READERS.get(field.type()), field.name());
    boolean required = field.form() == Form.REQUIRED;
    writes(field, get);
    reads(
        List.of(field),
        (fields, builder) -> {
          Object value = reader.read(fields, field);
          if (value != null) {
            set.accept(builder, field.type().cast(value));
          } else if (required) {
            throw new InvalidRecordException(
                RejectionReason.MISSING_FIELD, field.name(), "is missing");
          }
        });
  }

  /** Adds a field that is written; absent values are absent fields. */
  final void writes(Field<?> field, Function<R, ?> get) {
    writers.add(
        (json, record) -> {
          Object value = get.apply(record);
          if (value != null) {
            json.writeFieldName(field.name());
            write(json, value);
          }
        });
  }

  /** Adds fields that are read together. */
  final void reads(List<Field<?>> fields, Reader<B> reader) {
    fields.forEach(field -> known.add(field.name()));
    readers.add(reader);
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Integer number) {
      json.writeNumber(number);
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Instant time) {
      json.writeString(Timestamps.format(time));
    } else {
      json.writeString(value.toString());
    }
  }
}
