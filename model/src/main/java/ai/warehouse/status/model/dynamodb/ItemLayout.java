package ai.warehouse.status.model.dynamodb;

import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverter;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverterProvider;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTag;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;

/**
 * Describes an item attribute by attribute.
 *
 * @param <T> the record
 * @param <D> its builder
 */
final class ItemLayout<T, D> {
  private static final InstantAsText TIME = new InstantAsText();
  private static final AttributeConverterProvider OTHERS =
      AttributeConverterProvider.defaultProvider();

  private final StaticImmutableTableSchema.Builder<T, D> schema;

  private ItemLayout(StaticImmutableTableSchema.Builder<T, D> schema) {
    this.schema = schema;
  }

  static <T, D> ItemLayout<T, D> of(
      Class<T> type, Class<D> draftType, Supplier<D> draft, Function<D, T> build) {
    return new ItemLayout<>(TableSchema.builder(type, draftType).newItemBuilder(draft, build));
  }

  /** Adds a text that is part of the primary key. */
  ItemLayout<T, D> key(
      String name, StaticAttributeTag tag, Function<T, String> get, BiConsumer<D, String> set) {
    return add(name, converter(String.class), get, set, tag);
  }

  /** Adds a text that readers want and that the key already tells. */
  ItemLayout<T, D> derived(String name, Function<T, String> get) {
    return text(name, get, (draft, value) -> {});
  }

  ItemLayout<T, D> text(String name, Function<T, String> get, BiConsumer<D, String> set) {
    return add(name, converter(String.class), get, set);
  }

  ItemLayout<T, D> integer(String name, Function<T, Integer> get, BiConsumer<D, Integer> set) {
    return add(name, converter(Integer.class), get, set);
  }

  ItemLayout<T, D> number(String name, Function<T, Long> get, BiConsumer<D, Long> set) {
    return add(name, converter(Long.class), get, set);
  }

  ItemLayout<T, D> flag(String name, Function<T, Boolean> get, BiConsumer<D, Boolean> set) {
    return add(name, converter(Boolean.class), get, set);
  }

  ItemLayout<T, D> time(String name, Function<T, Instant> get, BiConsumer<D, Instant> set) {
    return add(name, TIME, get, set);
  }

  private static <V> AttributeConverter<V> converter(Class<V> type) {
    return OTHERS.converterFor(EnhancedType.of(type));
  }

  private <V> ItemLayout<T, D> add(
      String name,
      AttributeConverter<V> converter,
      Function<T, V> get,
      BiConsumer<D, V> set,
      StaticAttributeTag... tags) {
    schema.addAttribute(
        converter.type(),
        a ->
            a.name(name)
                .getter(get)
                .setter(set)
                .attributeConverter(new NamedConverter<>(name, converter))
                .tags(tags));
    return this;
  }

  TableSchema<T> schema() {
    return schema.build();
  }
}
