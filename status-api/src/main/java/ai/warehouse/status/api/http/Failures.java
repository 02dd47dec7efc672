package ai.warehouse.status.api.http;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.dynamodb.MissingTableException;
import ai.warehouse.status.model.dynamodb.UnreadableRowException;
import ai.warehouse.status.service.dynamodb.CredentialsException;
import ai.warehouse.status.service.dynamodb.FailureClassifier;
import ai.warehouse.status.service.dynamodb.FailureClassifier.FailureKind;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** What a client is told when a route fails. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final int RETRY_AFTER_SECONDS = 2;

  private Failures() {}

  /** Returns the cause that futures wrapped. */
  static Throwable unwrap(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  /**
   * Returns the error of a failure: its own if it has one, 400 for names that break a rule, 503
   * while the tables can't be read; any other is a bug, which is logged and not told.
   *
   * @param path names what was asked for
   */
  static ApiResponse response(String path, Throwable failure) {
    if (failure instanceof ApiException told) {
      return told.response();
    }
    if (failure instanceof InvalidRecordException invalid) {
      return ApiResponse.error(400, invalid.getMessage() + ", in " + path);
    }
    if (failure instanceof HttpException malformed) {
      return ApiResponse.error(malformed.getCode(), path + ": " + malformed.getReason());
    }
    if (failure instanceof UnreadableRowException) {
      LOG.atWarn().addKeyValue("path", path).setCause(failure).log("Row can't be read");
      return ApiResponse.error(500, path + ": " + failure.getMessage());
    }
    if (FailureClassifier.classify(failure) == FailureKind.RETRYABLE) {
      // For each request; that DynamoDB is away is logged elsewhere, once.
      LOG.atDebug().addKeyValue("path", path).setCause(failure).log("Tables can't be read");
      return unreadable(path);
    }
    if (failure instanceof MissingTableException
        || failure instanceof SdkException
        || failure instanceof CredentialsException) {
      LOG.atWarn().addKeyValue("path", path).setCause(failure).log("Tables can't be read");
      return unreadable(path);
    }
    LOG.atError().addKeyValue("path", path).setCause(failure).log("Request failed");
    return ApiResponse.error(500, "Internal error, in " + path);
  }

  private static ApiResponse unreadable(String path) {
    return ApiException.unavailable(
            "The tables can't be read at the moment, so " + path + " has no answer",
            RETRY_AFTER_SECONDS)
        .response();
  }
}
