package ai.warehouse.status.service;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

/** Kafka refused a login, or an operation that no ACL allows; retrying does not help. */
public final class KafkaAccessDeniedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private KafkaAccessDeniedException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Looks for a refusal by Kafka among the causes of a failure.
   *
   * @param neededOn returns the ACL operations that the service needs on a topic, by name; brokers
   *     don't name them
   * @return with a message that names resource and operations; empty for any other failure
   */
  public static Optional<KafkaAccessDeniedException> of(
      Throwable failure, UnaryOperator<String> neededOn) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AuthorizationException denied) {
        return Optional.of(
            new KafkaAccessDeniedException(denial(failure, denied, neededOn), failure));
      }
      if (cause instanceof AuthenticationException refused) {
        return Optional.of(new KafkaAccessDeniedException(loginFailure(refused), failure));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns why a cluster could not be used, for a person: Kafka's message, and its causes' where
   * they say more.
   */
  public static String reason(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AuthenticationException refused) {
        return loginFailure(refused);
      }
    }
    if (failure instanceof AuthorizationException) {
      return String.valueOf(failure.getMessage());
    }
    Optional<LoginFailure> login = LoginFailure.in(failure);
    if (login.isPresent()) {
      return "No login to Kafka, see kafka.sasl.*: " + login.get().reason();
    }
    StringBuilder text = new StringBuilder(String.valueOf(failure.getMessage()));
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      String more = String.valueOf(cause.getMessage());
      if (text.indexOf(more) < 0) {
        text.append(": ").append(more);
      }
    }
    return text.toString();
  }

  private static String denial(
      Throwable failure, AuthorizationException denied, UnaryOperator<String> neededOn) {
    if (denied instanceof TopicAuthorizationException topics
        && !topics.unauthorizedTopics().isEmpty()) {
      return topicDenial(new TreeSet<>(topics.unauthorizedTopics()), neededOn);
    }
    if (denied instanceof GroupAuthorizationException group && group.groupId() != null) {
      return "Not authorized on group %s: needs Read".formatted(group.groupId());
    }
    if (denied instanceof TransactionalIdAuthorizationException) {
      return "Not authorized on transactional ids that begin with application.id: needs Write";
    }
    // What wraps it names the topic that could not be created, or written.
    return "Not authorized: " + reason(failure);
  }

  private static String topicDenial(Set<String> topics, UnaryOperator<String> neededOn) {
    StringBuilder text = new StringBuilder();
    for (String topic : topics) {
      text.append(text.isEmpty() ? "Not authorized on topic " : "; on topic ")
          .append(topic)
          .append(": needs ")
          .append(neededOn.apply(topic));
    }
    return text.toString();
  }

  private static String loginFailure(AuthenticationException refused) {
    if (refused instanceof SslAuthenticationException) {
      return "TLS to Kafka failed, see kafka.ssl.*: " + innermost(refused).getMessage();
    }
    return "Kafka refused the login, see kafka.sasl.*: " + refused.getMessage();
  }

  private static Throwable innermost(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return innermost;
  }
}
