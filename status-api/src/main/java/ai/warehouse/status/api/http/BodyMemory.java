package ai.warehouse.status.api.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that bodies of requests take together. Thread-safe.
 *
 * @param mostOfOne bytes of one body
 * @param mostOfAll bytes of all
 * @param taken bytes by now
 */
record BodyMemory(int mostOfOne, long mostOfAll, AtomicLong taken) {
  private static final long LEAST_OF_ALL = 32L << 20;

  /** Returns memory for several bodies of the given size. */
  static BodyMemory of(int mostOfOne) {
    return new BodyMemory(mostOfOne, Math.max(LEAST_OF_ALL, 2L * mostOfOne), new AtomicLong());
  }

  /** Takes bytes; returns false if there are not as many. */
  boolean take(int bytes) {
    if (taken.addAndGet(bytes) <= mostOfAll) {
      return true;
    }
    free(bytes);
    return false;
  }

  void free(int bytes) {
    taken.addAndGet(-bytes);
  }
}
