package ai.warehouse.status.processor.fold;

import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/** Runs a check on many seeds. */
final class Seeds {
  private Seeds() {}

  /** Throws the failure of the first seed that has one, and names the seed. */
  static void forEach(long first, int count, LongConsumer check) {
    Optional<AssertionError> failure =
        LongStream.range(first, first + count)
            .parallel()
            .mapToObj(seed -> failure(seed, check))
            .flatMap(Optional::stream)
            .findFirst();
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  // The seed is all it takes to see a failure again, whether an assertion's or the fold's own.
  private static Optional<AssertionError> failure(long seed, LongConsumer check) {
    try {
      check.accept(seed);
      return Optional.empty();
    } catch (AssertionError | RuntimeException e) {
      return Optional.of(new AssertionError("history of seed " + seed + ": " + e.getMessage(), e));
    }
  }
}
