package ai.warehouse.status.model.dynamodb;

import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Says what a failed call of the SDK means. */
final class Failures {
  private Failures() {}

  /** Takes the wrapping of a future off. */
  static Throwable unwrap(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  static boolean is(Class<? extends Throwable> expected, Throwable failure) {
    return expected.isInstance(unwrap(failure));
  }

  /** Returns the failure itself, or that the table is missing. */
  static Throwable named(String table, Throwable failure) {
    Throwable cause = unwrap(failure);
    return cause instanceof ResourceNotFoundException
        ? new MissingTableException(table, cause)
        : cause;
  }

  /** Goes on with null after an expected failure, and fails with any other. */
  static <T> Function<Throwable, @Nullable T> ignoring(Class<? extends Throwable> expected) {
    return failure -> {
      if (is(expected, failure)) {
        return null;
      }
      throw new CompletionException(unwrap(failure));
    };
  }
}
