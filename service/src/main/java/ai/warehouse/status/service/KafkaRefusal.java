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

/**
 * Kafka refuses a login, or something that no ACL allows: a person must act, and trying again is no
 * use.
 */
public final class KafkaRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private KafkaRefusal(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Finds out whether that is why something failed.
   *
   * @param failure as it comes, wrapped or not
   * @param neededOn the ACL operations that the service needs on a topic, which brokers don't tell
   * @return with a message that names resource and operations; empty for any other failure
   */
  public static Optional<KafkaRefusal> of(Throwable failure, UnaryOperator<String> neededOn) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AuthorizationException denied) {
        return Optional.of(new KafkaRefusal(denial(failure, denied, neededOn), failure));
      }
      if (cause instanceof AuthenticationException refused) {
        return Optional.of(new KafkaRefusal(loginFailure(refused), failure));
      }
    }
    return Optional.empty();
  }

  /**
   * Says why a cluster could not be used, for a person: where Kafka's own message doesn't, what it
   * was caused by does.
   */
  public static String reason(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AuthenticationException refused) {
        return loginFailure(refused);
      }
    }
    if (failure instanceof AuthorizationException) {
      return failure.getMessage();
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
