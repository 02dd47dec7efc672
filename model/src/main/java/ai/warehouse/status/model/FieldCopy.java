package ai.warehouse.status.model;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Fills a builder with the fields of a record. */
record FieldCopy<R, B>(R from, B to) implements FieldVisitor<R, B> {
  @Override
  public void build(Function<R, BuildKey> get, BiConsumer<B, BuildKey> set) {
    set.accept(to, get.apply(from));
  }

  @Override
  public void packageKey(Function<R, PackageKey> get, BiConsumer<B, PackageKey> set) {
    set.accept(to, get.apply(from));
  }

  @Override
  public <V> void field(Field<V> field, Function<R, @Nullable V> get, BiConsumer<B, V> set) {
    V value = get.apply(from);
    if (value != null) {
      set.accept(to, value);
    }
  }
}
