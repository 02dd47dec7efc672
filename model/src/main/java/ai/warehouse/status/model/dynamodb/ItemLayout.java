package ai.warehouse.status.model.dynamodb;

import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primarySortKey;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Field;
import ai.warehouse.status.model.Field.Form;
import ai.warehouse.status.model.FieldVisitor;
import ai.warehouse.status.model.Fields;
import ai.warehouse.status.model.PackageKey;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverter;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverterProvider;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTag;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;

/**
 * The item layout of one kind of record: an attribute for each visited field.
 *
 * @param <R> the record
 * @param <B> its builder
 */
final class ItemLayout<R, B> implements FieldVisitor<R, B> {
  private static final Map<Class<?>, AttributeConverter<?>> OURS =
      Map.of(Instant.class, new InstantAsText(), UUID.class, new IdAsText());
  private static final AttributeConverterProvider OTHERS =
      AttributeConverterProvider.defaultProvider();

  private final StaticImmutableTableSchema.Builder<R, B> schema;

  private ItemLayout(StaticImmutableTableSchema.Builder<R, B> schema) {
    this.schema = schema;
  }

  /** Returns the schema of items for one kind of record. */
  static <R, B> TableSchema<R> of(
      Class<R> type,
      Class<B> builderType,
      Supplier<B> builder,
      Function<B, R> build,
      Consumer<FieldVisitor<R, B>> eachField) {
    ItemLayout<R, B> layout =
        new ItemLayout<>(TableSchema.builder(type, builderType).newItemBuilder(builder, build));
    eachField.accept(layout);
    return layout.schema.build();
  }

  @Override
  public void build(Function<R, BuildKey> get, BiConsumer<B, BuildKey> set) {
    key(
        record -> get.apply(record).toString(),
        (builder, key) -> set.accept(builder, BuildKey.parse(key)));
    derived(Fields.PKG, record -> get.apply(record).pkg());
    derived(Fields.ENV, record -> get.apply(record).env());
    derived(Fields.VERSION, record -> get.apply(record).version());
  }

  @Override
  public void packageKey(Function<R, PackageKey> get, BiConsumer<B, PackageKey> set) {
    key(
        record -> get.apply(record).toString(),
        (builder, key) -> set.accept(builder, PackageKey.parse(key)));
    derived(Fields.PKG, record -> get.apply(record).pkg());
    derived(Fields.ENV, record -> get.apply(record).env());
  }

  @Override
  public <V> void field(Field<V> field, Function<R, @Nullable V> get, BiConsumer<B, V> set) {
    if (field.equals(Fields.EVENT_ID)) {
      attribute(field, get, set, primarySortKey());
    } else if (field.form() == Form.ITEM_ONLY) {
      attribute(
          field, record -> Boolean.TRUE.equals(get.apply(record)) ? get.apply(record) : null, set);
    } else {
      attribute(field, get, set);
    }
  }

  private void key(Function<R, String> get, BiConsumer<B, String> set) {
    attribute(Fields.KEY, get, set, primaryPartitionKey());
  }

  /** Adds a text for readers that the key contains already. */
  private void derived(Field<String> field, Function<R, String> get) {
    attribute(field, get, (builder, value) -> {});
  }

  private <V> void attribute(
      Field<V> field,
      Function<R, @Nullable V> get,
      BiConsumer<B, V> set,
      StaticAttributeTag... tags) {
    AttributeConverter<V> converter = converter(field.type());
    schema.addAttribute(
        converter.type(),
        a ->
            a.name(field.name())
                .getter(get)
                .setter(set)
                .attributeConverter(new NamedConverter<>(field.name(), converter))
                .tags(tags));
  }

  @SuppressWarnings("unchecked") // each stands with the type that it converts
  private static <V> AttributeConverter<V> converter(Class<V> type) {
    AttributeConverter<?> ours = OURS.get(type);
    return ours == null ? OTHERS.converterFor(EnhancedType.of(type)) : (AttributeConverter<V>) ours;
  }
}
