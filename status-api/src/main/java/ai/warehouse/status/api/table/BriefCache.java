package ai.warehouse.status.api.table;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers that are kept briefly, and one request in flight for one question, shared by all who ask.
 * Failures are not kept.
 */
final class BriefCache {
  private final long keptNanos;
  private final int maxEntries;
  private final LongSupplier nanoTime;
  private final Map<Object, Entry> entries = new LinkedHashMap<>();

  private static final class Entry {
    final CompletableFuture<Object> answer = new CompletableFuture<>();
    @Nullable Long expiry; // null while in flight
  }

  BriefCache(Duration kept, int maxEntries, LongSupplier nanoTime) {
    this.keptNanos = kept.toNanos();
    this.maxEntries = maxEntries;
    this.nanoTime = nanoTime;
  }

  /**
   * Returns the answer to a question.
   *
   * @param question equal to the same question
   * @param ask sends the request, if the answer is not here
   * @param kept whether an answer may be kept at all
   */
  @SuppressWarnings({
    "unchecked",
    "NullAway"
  }) // a question has answers of one type, null among them
  <T extends @Nullable Object> CompletableFuture<T> get(
      Object question, Supplier<CompletableFuture<T>> ask, Predicate<T> kept) {
    Entry entry;
    synchronized (entries) {
      entry = entries.get(question);
      if (entry != null && (entry.expiry == null || entry.expiry - nanoTime.getAsLong() > 0)) {
        return (CompletableFuture<T>) entry.answer.copy();
      }
      entry = new Entry();
      entries.remove(question); // so that it comes last
      entries.put(question, entry);
      evict();
    }
    Entry asked = entry;
    send(ask)
        .whenComplete(
            (answer, failure) -> {
              ended(question, asked, failure == null && kept.test(answer));
              if (failure == null) {
                asked.answer.complete(answer);
              } else {
                asked.answer.completeExceptionally(failure);
              }
            });
    return (CompletableFuture<T>) asked.answer.copy();
  }

  private static <T extends @Nullable Object> CompletableFuture<T> send(
      Supplier<CompletableFuture<T>> ask) {
    try {
      return ask.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void ended(Object question, Entry entry, boolean keep) {
    synchronized (entries) {
      if (keep) {
        entry.expiry = nanoTime.getAsLong() + keptNanos;
      } else {
        entries.remove(question, entry);
      }
    }
  }

  private void evict() {
    var eldest = entries.values().iterator();
    if (entries.size() > maxEntries) {
      eldest.next();
      eldest.remove();
    }
  }
}
