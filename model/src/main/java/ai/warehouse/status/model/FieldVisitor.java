package ai.warehouse.status.model;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Receives the fields of one kind of record, in the order of the JSON form.
 *
 * <p>Every record class passes its fields in {@code eachField}; JSON, items and copies are made
 * from these visits alone.
 *
 * @param <R> the record
 * @param <B> its builder
 */
public interface FieldVisitor<R, B> {
  /** Visits package, environment and version, which together are the key of a record. */
  void build(Function<R, BuildKey> get, BiConsumer<B, BuildKey> set);

  /** Visits package and environment, which together are the key of a record. */
  void packageKey(Function<R, PackageKey> get, BiConsumer<B, PackageKey> set);

  /**
   * Visits any other field.
   *
   * @param get returns the value of a record; null for none
   * @param set passes a value that was read to a builder; never null
   */
  <V> void field(Field<V> field, Function<R, @Nullable V> get, BiConsumer<B, V> set);
}
