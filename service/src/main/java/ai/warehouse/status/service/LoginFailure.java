package ai.warehouse.status.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.security.auth.login.LoginException;

/**
 * A login to Kafka that failed in the client, before a broker was asked: without a token, say.
 *
 * @param reason the innermost exception, with its message
 * @param mayPass whether a server, such as a token endpoint, gave no answer
 */
record LoginFailure(String reason, boolean mayPass) {
  private static final String CAUSED_BY = "Caused by: ";

  /** Files have exceptions of their own; the end of a file is one of a connection under TLS. */
  private static final Pattern NO_ANSWER =
      Pattern.compile("java\\.(io\\.(IO|EOF|InterruptedIO)Exception|net\\.)");

  /** Looks for a failed login among the causes of a failure. */
  static Optional<LoginFailure> in(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof LoginException login) {
        return Optional.of(of(thrown(login)));
      }
    }
    return Optional.empty();
  }

  private static LoginFailure of(List<String> thrown) {
    String reason = thrown.get(thrown.size() - 1);
    // A class of Kafka's own, which says that the answer was no.
    boolean refused = thrown.stream().anyMatch(line -> line.contains("UnretryableException"));
    return new LoginFailure(reason, !refused && NO_ANSWER.matcher(reason).lookingAt());
  }

  // Up to Java 19 JAAS tells what a login module threw, and why, in the text of its message alone.
  private static List<String> thrown(LoginException failure) {
    List<String> thrown = new ArrayList<>();
    String message = String.valueOf(failure.getMessage());
    message.lines().limit(1).forEach(thrown::add);
    message
        .lines()
        .filter(line -> line.startsWith(CAUSED_BY))
        .map(line -> line.substring(CAUSED_BY.length()))
        .forEach(thrown::add);
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      thrown.add(cause.toString());
    }
    return thrown;
  }
}
