package ai.warehouse.status.model.dynamodb;

import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Translates failures of SDK calls. */
final class Failures {
  private Failures() {}

  /** Returns the cause that a future wrapped. */
  static Throwable unwrap(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  static boolean is(Class<? extends Throwable> expected, Throwable failure) {
    return expected.isInstance(unwrap(failure));
  }

  /** Returns the failure itself, or MissingTableException for a missing table. */
  static Throwable named(String table, Throwable failure) {
    Throwable cause = unwrap(failure);
    return cause instanceof ResourceNotFoundException
        ? new MissingTableException(table, cause)
        : cause;
  }

  /** Turns an expected failure into null, and lets any other fail. */
  static <T> Function<Throwable, @Nullable T> ignoring(Class<? extends Throwable> expected) {
    return failure -> {
      if (is(expected, failure)) {
        return null;
      }
      throw new CompletionException(unwrap(failure));
    };
  }
}
