package ai.warehouse.status.model.json;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Field;
import ai.warehouse.status.model.Field.Form;
import ai.warehouse.status.model.FieldVisitor;
import ai.warehouse.status.model.Fields;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Timestamps;
import ai.warehouse.status.model.json.JsonFields.Known;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private static final Map<Class<?>, JsonFields.Reader> READERS =
      Map.of(
          String.class, JsonValues::text,
          UUID.class, JsonValues::id,
          Integer.class, JsonValues::count,
          Long.class, JsonValues::number,
          Boolean.class, JsonValues::flag,
          Instant.class, JsonValues::time);

  private final Map<String, Known<?>> known = new HashMap<>();
  private final List<Writer<R>> writers = new ArrayList<>();
  private final List<Reader<B>> readers = new ArrayList<>();

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
    readers.forEach(reader -> reader.read(fields, builder));
  }

  @Override
  public void build(Function<R, BuildKey> get, BiConsumer<B, BuildKey> set) {
    writes(Fields.KEY, record -> get.apply(record).toString());
    writes(Fields.PKG, record -> get.apply(record).pkg());
    writes(Fields.ENV, record -> get.apply(record).env());
    writes(Fields.VERSION, record -> get.apply(record).version());
    Known<String> pkg = known(Fields.PKG);
    Known<String> env = known(Fields.ENV);
    Known<String> version = known(Fields.VERSION);
    reads(
        (fields, builder) ->
            set.accept(
                builder,
                new BuildKey(
                    fields.required(pkg), fields.required(env), fields.required(version))));
  }

  @Override
  public void packageKey(Function<R, PackageKey> get, BiConsumer<B, PackageKey> set) {
    writes(Fields.KEY, record -> get.apply(record).toString());
    writes(Fields.PKG, record -> get.apply(record).pkg());
    writes(Fields.ENV, record -> get.apply(record).env());
    Known<String> pkg = known(Fields.PKG);
    Known<String> env = known(Fields.ENV);
    reads(
        (fields, builder) ->
            set.accept(builder, new PackageKey(fields.required(pkg), fields.required(env))));
  }

  @Override
  public <V> void field(Field<V> field, Function<R, @Nullable V> get, BiConsumer<B, V> set) {
    if (field.form() == Form.ITEM_ONLY) {
      return;
    }
    boolean required = field.form() == Form.REQUIRED;
    Known<V> slot = known(field);
    writes(field, get);
    reads(
        (fields, builder) -> {
          V value = required ? fields.required(slot) : fields.get(slot);
          if (value != null) {
            set.accept(builder, value);
          }
        });
  }

  /** Adds a field that is written; absent values are absent fields. */
  final void writes(Field<?> field, Function<R, ?> get) {
    known(field); // also where it isn't read, as a strange name would cost more
    writers.add(
        (json, record) -> {
          Object value = get.apply(record);
          if (value != null) {
            json.writeFieldName(field.name());
            write(json, value);
          }
        });
  }

  /** Returns the slot of a field, which is new unless the field was known before. */
  @SuppressWarnings("unchecked") // a field that is known was so by the same name, and type
  final <V> Known<V> known(Field<V> field) {
    return (Known<V>)
        known.computeIfAbsent(
            field.name(), name -> new Known<>(field, known.size(), reader(field)));
  }

  /** Returns what reads the values of a field. */
  JsonFields.Reader reader(Field<?> field) {
    return field.form() == Form.FREE_TEXT
        ? JsonValues::textOrJson
        : Objects.requireNonNull(READERS.get(field.type()), field.name());
  }

  /** Adds a step of reading. */
  final void reads(Reader<B> reader) {
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
