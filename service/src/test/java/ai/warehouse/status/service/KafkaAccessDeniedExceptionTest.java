package ai.warehouse.status.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.junit.jupiter.api.Test;

class KafkaAccessDeniedExceptionTest {

  private static String messageOf(Throwable failure) {
    return KafkaAccessDeniedException.of(
            failure, topic -> topic.equals("status") ? "Write" : "Read")
        .map(Throwable::getMessage)
        .orElse(null);
  }

  @Test
  void shouldNameTopicsAndOperations() {
    assertThat(messageOf(new TopicAuthorizationException(Set.of("status", "events"))))
        .isEqualTo("Not authorized on topic events: needs Read; on topic status: needs Write");
  }

  @Test
  void shouldSayWhatTheWrapperSaysWhereKafkaNamesNoTopic() {
    assertThat(
            messageOf(
                new KafkaException(
                    "Could not create topic x", new TopicAuthorizationException("failed"))))
        .isEqualTo("Not authorized: Could not create topic x: failed");
  }

  @Test
  void shouldNameGroupsAndTransactionalIds() {
    assertThat(messageOf(GroupAuthorizationException.forGroupId("sink")))
        .isEqualTo("Not authorized on group sink: needs Read");
    assertThat(messageOf(new KafkaException(new TransactionalIdAuthorizationException("no"))))
        .isEqualTo(
            "Not authorized on transactional ids that begin with application.id: needs Write");
  }

  @Test
  void shouldTellALoginFromTls() {
    assertThat(messageOf(new SaslAuthenticationException("invalid credentials")))
        .isEqualTo("Kafka refused the login, see kafka.sasl.*: invalid credentials");
    assertThat(
            messageOf(
                new SslAuthenticationException(
                    "handshake failed", new SSLHandshakeException("unable to find path"))))
        .isEqualTo("TLS to Kafka failed, see kafka.ssl.*: unable to find path");
  }

  @Test
  void shouldLeaveOtherFailuresAlone() {
    assertThat(messageOf(new TimeoutException("late"))).isNull();
  }

  @Test
  void shouldGiveTheReasonOfAFailedStart() {
    assertThat(KafkaAccessDeniedException.reason(new TimeoutException("late"))).isEqualTo("late");
    assertThat(
            KafkaAccessDeniedException.reason(
                new KafkaException("Failed to create", new KafkaException("no such file"))))
        .isEqualTo("Failed to create: no such file");
    assertThat(
            KafkaAccessDeniedException.reason(
                new KafkaException(new SaslAuthenticationException("wrong"))))
        .isEqualTo("Kafka refused the login, see kafka.sasl.*: wrong");
  }
}
