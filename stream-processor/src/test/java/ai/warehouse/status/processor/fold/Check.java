package ai.warehouse.status.processor.fold;

import java.util.function.Supplier;

/** Assertions that hold after each of millions of events, so their messages are made only late. */
final class Check {
  private Check() {}

  static void that(boolean holds, Supplier<String> otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise.get());
    }
  }
}
