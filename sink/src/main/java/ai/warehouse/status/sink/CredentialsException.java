package ai.warehouse.status.sink;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * There are no AWS credentials to be had.
 *
 * <p>It has no cause: the message says all, without what must not be seen, such as what a {@code
 * credential_process} printed.
 */
final class CredentialsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  // The SDK puts into its message what the command wrote, which may be anything.
  private static final String COMMAND_FAILED = "Failed to refresh process-based credentials";
  private static final Pattern EXIT_VALUE = Pattern.compile("exit value \\((-?\\d+)\\)");

  private final boolean passing;

  /**
   * Creates one without a failure of the SDK.
   *
   * @param passing whether there may be some later
   */
  CredentialsException(String message, boolean passing) {
    super(message);
    this.passing = passing;
  }

  /** Tells why a login that is configured gives none. */
  static CredentialsException of(AwsLogin login, Throwable failure) {
    return new CredentialsException(
        "No AWS credentials from %s: %s".formatted(login.name(), Tokens.hide(reason(failure))),
        mayPass(login, failure));
  }

  /** Returns whether there may be some later. */
  boolean mayPass() {
    return passing;
  }

  private static boolean mayPass(AwsLogin login, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SdkServiceException answer) {
        return FailureClassifier.classify(answer) == FailureKind.RETRYABLE;
      }
      if (cause instanceof IOException) {
        // A file that isn't there, or may not be read, is not there a moment later.
        return !(cause instanceof FileSystemException) && login.certain();
      }
      if (isCommand(cause)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isCommand(Throwable failure) {
    return String.valueOf(failure.getMessage()).startsWith(COMMAND_FAILED);
  }

  private static String reason(Throwable failure) {
    String first = text(failure);
    Throwable root = failure;
    while (root.getCause() != null) {
      if (isCommand(root)) {
        return command(root.getCause());
      }
      root = root.getCause();
    }
    String last = text(root);
    return first.contains(last) ? first : first + ": " + last;
  }

  private static String text(Throwable failure) {
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }

  private static String command(Throwable failure) {
    Matcher exit = EXIT_VALUE.matcher(text(failure));
    return (exit.find()
            ? "credential_process ended with exit code " + exit.group(1)
            : "credential_process printed no credentials")
        + "; what it printed is not shown, as there may be secrets in it";
  }
}
