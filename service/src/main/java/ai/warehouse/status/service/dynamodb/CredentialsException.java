package ai.warehouse.status.service.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.warehouse.status.service.dynamodb.FailureClassifier.FailureKind;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * There are no AWS credentials.
 *
 * <p>The exception has no cause: its message says all without secrets, such as those that a {@code
 * credential_process} may have printed.
 */
public final class CredentialsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  // The SDK puts the command's output into its message.
  private static final String COMMAND_FAILED = "Failed to refresh process-based credentials";
  private static final Pattern EXIT_VALUE = Pattern.compile("exit value \\((-?\\d+)\\)");

  private final boolean retryable;

  /**
   * Creates an exception without a failure of the SDK.
   *
   * @param retryable whether there may be credentials later
   */
  public CredentialsException(String message, boolean retryable) {
    super(message);
    this.retryable = retryable;
  }

  /** Returns why a login that is configured gives no credentials. */
  static CredentialsException of(AwsLogin login, Throwable failure) {
    return new CredentialsException(
        "No AWS credentials from %s: %s".formatted(login.name(), hideTokens(reason(failure))),
        isRetryable(login, failure));
  }

  /** Returns whether there may be credentials later. */
  public boolean isRetryable() {
    return retryable;
  }

  private static boolean isRetryable(AwsLogin login, Throwable failure) {
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

  // Messages of the JDK and of servers repeat the tokens that this process logs in with.
  private static String hideTokens(String text) {
    return Stream.of(
            SdkSystemSetting.AWS_CONTAINER_AUTHORIZATION_TOKEN.getStringValue(),
            content(SdkSystemSetting.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE),
            content(SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE))
        .flatMap(Optional::stream)
        .map(String::strip)
        .filter(token -> !token.isEmpty())
        .reduce(text, (shown, token) -> shown.replace(token, "[hidden]"));
  }

  private static Optional<String> content(SdkSystemSetting file) {
    return file.getStringValue().flatMap(CredentialsException::read);
  }

  private static Optional<String> read(String file) {
    try {
      return Optional.of(Files.readString(Path.of(file), UTF_8));
    } catch (IOException | InvalidPathException e) {
      return Optional.empty(); // nobody else could read a token there either
    }
  }
}
