package ai.warehouse.status.model.kafka;

import static ai.warehouse.status.model.kafka.Publishing.NOW;
import static ai.warehouse.status.model.kafka.Publishing.accepted;
import static ai.warehouse.status.model.kafka.Publishing.mockProducer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.StatusEvent;
import java.time.Clock;
import java.time.ZoneOffset;
import org.apache.kafka.clients.producer.MockProducer;
import org.junit.jupiter.api.Test;

class BuildReporterTest {
  private static final BuildKey BUILD = new BuildKey("cart", "prod", "2.1.0");

  private final MockProducer<PackageKey, byte[]> producer = mockProducer();
  private final StatusEventPublisher publisher =
      new StatusEventPublisher(producer, new Topics(""), Clock.fixed(NOW, ZoneOffset.UTC));
  private final BuildReporter build = publisher.build(BUILD);

  @Test
  void shouldReportQueued() {
    build.queued(3);

    assertSent(event(EventKind.QUEUED).message("Builds queued").total(3));
  }

  @Test
  void shouldReportStep() {
    build.event("'packing' starting");

    assertSent(event(EventKind.EVENT).message("'packing' starting"));
  }

  @Test
  void shouldReportSuccessOfLocale() {
    build.locale("de-DE").completed();

    assertSent(event(EventKind.COMPLETE).locale("de-DE").message("Build completed"));
  }

  @Test
  void shouldReportFailure() {
    build.failed("incorrect header check", "at Zlib.zlibOnError");

    assertSent(
        event(EventKind.ERROR).message("incorrect header check").details("at Zlib.zlibOnError"));
  }

  @Test
  void shouldReportFailureOfLocaleWithoutDetails() {
    build.locale("de-DE").failed("incorrect header check", null);

    assertSent(event(EventKind.ERROR).locale("de-DE").message("incorrect header check"));
  }

  @Test
  void shouldSpeakAboutTheWholeBuildStill() {
    build.locale("de-DE");

    build.completed();

    assertSent(event(EventKind.COMPLETE).message("Build completed"));
  }

  @Test
  void shouldGiveEachEventItsId() {
    build.completed();
    build.completed();

    assertThat(producer.history())
        .extracting(record -> accepted(record).eventId())
        .doesNotHaveDuplicates()
        .allSatisfy(id -> assertThat(id.version()).isEqualTo(7));
  }

  @Test
  void shouldRefuseWhatWouldBeRejected() {
    assertThatExceptionOfType(InvalidRecordException.class).isThrownBy(() -> build.queued(-1));
    assertThatExceptionOfType(InvalidRecordException.class)
        .isThrownBy(() -> build.locale("de\nDE").completed());
    assertThat(producer.history()).isEmpty();
  }

  /** Looks at what was sent as the processor would. */
  private void assertSent(StatusEvent.Builder expected) {
    assertThat(producer.history()).hasSize(1);
    StatusEvent sent = accepted(producer.history().get(0));
    assertThat(sent).isEqualTo(expected.eventId(sent.eventId()).build());
  }

  private static StatusEvent.Builder event(EventKind kind) {
    return StatusEvent.builder().key(BUILD).kind(kind).createdAt(NOW);
  }
}
