package ai.warehouse.status.model.dynamodb;

import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
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
    schema.addAttribute(String.class, a -> a.name(name).getter(get).setter(set).addTag(tag));
    return this;
  }

  /** Adds a text that readers want and that the key already tells. */
  ItemLayout<T, D> derived(String name, Function<T, String> get) {
    return text(name, get, (draft, value) -> {});
  }

  ItemLayout<T, D> text(String name, Function<T, String> get, BiConsumer<D, String> set) {
    schema.addAttribute(String.class, a -> a.name(name).getter(get).setter(set));
    return this;
  }

  ItemLayout<T, D> integer(String name, Function<T, Integer> get, BiConsumer<D, Integer> set) {
    schema.addAttribute(Integer.class, a -> a.name(name).getter(get).setter(set));
    return this;
  }

  ItemLayout<T, D> number(String name, Function<T, Long> get, BiConsumer<D, Long> set) {
    schema.addAttribute(Long.class, a -> a.name(name).getter(get).setter(set));
    return this;
  }

  ItemLayout<T, D> flag(String name, Function<T, Boolean> get, BiConsumer<D, Boolean> set) {
    schema.addAttribute(Boolean.class, a -> a.name(name).getter(get).setter(set));
    return this;
  }

  ItemLayout<T, D> time(String name, Function<T, Instant> get, BiConsumer<D, Instant> set) {
    schema.addAttribute(
        Instant.class, a -> a.name(name).getter(get).setter(set).attributeConverter(TIME));
    return this;
  }

  TableSchema<T> schema() {
    return schema.build();
  }
}
