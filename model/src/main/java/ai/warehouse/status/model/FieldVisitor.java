package ai.warehouse.status.model;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Is shown the fields of one kind of record, in the order in which they are written.
 *
 * <p>Each kind shows its own in {@code eachField}, from which its JSON, its item and its copies are
 * made.
 *
 * @param <R> the record
 * @param <B> its builder
 */
public interface FieldVisitor<R, B> {
  /** Visits the names of the build that a record is about, which are its key. */
  void build(Function<R, BuildKey> get, BiConsumer<B, BuildKey> set);

  /** Visits the names of the package and environment that a record is about, which are its key. */
  void packageKey(Function<R, PackageKey> get, BiConsumer<B, PackageKey> set);

  /**
   * Visits any other field.
   *
   * @param get returns a record's value; null for none
   * @param set gives a builder a value that was read
   */
  <V> void field(Field<V> field, Function<R, @Nullable V> get, BiConsumer<B, V> set);
}
