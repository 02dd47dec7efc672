package ai.warehouse.status.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.reading.Reading.Answer;
import ai.warehouse.status.testing.faults.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A deploy gate gets its answer, whatever happens between its question and the end of the build.
 */
class WaitIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static ReadingSystem system;
  private static Reading api;

  @BeforeAll
  static void start() {
    system = new ReadingSystem();
    api = system.startApi();
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  @AfterEach
  void heal() {
    system.database.heal();
  }

  @Test
  void shouldAnswerTimeoutWithWhatIsKnown() {
    BuildKey build = build("timeout");
    assertThat(api.get(wait(build, 0))).isEqualTo(new Answer(504, "{\"result\":\"timeout\"}"));

    queued(build, 2);
    awaitStored(build);

    Answer answer = api.get(wait(build, 0));
    assertThat(answer.code()).isEqualTo(504);
    assertThat(answer.json().path("state").asText()).isEqualTo("queued");
    assertThat(answer.json().at("/status/total").asInt()).isEqualTo(2);
  }

  @Test
  void shouldWaitForABuildOfWhichNothingIsKnown() {
    BuildKey build = build("unheard-of");
    CompletableFuture<Answer> answer = waiting(api, build);

    queued(build, 1);
    completed(build, "en-US");

    assertAnswers(answer, 200, "complete");
  }

  @Test
  void shouldAnswerFailingAtOnceAndCompleteOnceHealed() {
    BuildKey build = build("failing");
    queued(build, 1);
    CompletableFuture<Answer> gate = waiting(api, build);
    CompletableFuture<Answer> patient = api.getLater(wait(build, 300) + "&fail=never");

    publish(StatusEvent.builder().key(build).kind(EventKind.ERROR).locale("en-US"));
    assertAnswers(gate, 409, "failing");
    assertThat(patient).isNotDone();

    completed(build, "en-US");
    assertAnswers(patient, 200, "complete");
  }

  /** The table says "not yet", and before that answer is there, the build has completed. */
  @Test
  void shouldNotMissACompletionBetweenReadAndAnswer() {
    BuildKey build = build("race");
    queued(build, 1);
    awaitStored(build);
    system.database.inject(Fault.holdAnswer().only(call -> call.names(build.toString())));
    CompletableFuture<Answer> answer = waiting(api, build);
    await().atMost(PATIENCE).until(() -> system.database.strikes() > 0);

    completed(build, "en-US");
    await().atMost(PATIENCE).until(() -> system.models.statuses().findOne(build).join().complete());
    system.database.heal();

    assertAnswers(answer, 200, "complete");
  }

  @Test
  void shouldAnswerAllWhoAskWhileBuildsComplete() {
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      BuildKey build = build("crowd-" + i);
      answers.add(waiting(api, build));
      queued(build, 1);
      answers.add(waiting(api, build));
      completed(build, "en-US");
      answers.add(waiting(api, build));
    }

    assertThat(answers).allSatisfy(answer -> assertAnswers(answer, 200, "complete"));
  }

  /** The tables lag behind; the topic knows. */
  @Test
  void shouldAnswerWhileTheSinkIsStopped() {
    BuildKey build = build("no-sink");
    queued(build, 1);
    awaitStored(build);
    system.stopSink();
    try {
      CompletableFuture<Answer> answer = waiting(api, build);
      completed(build, "en-US");

      assertAnswers(answer, 200, "complete");
      assertThat(answer.join().json().at("/status/complete").asBoolean()).isTrue();
      assertThat(system.models.statuses().findOne(build).join().complete()).isFalse();
    } finally {
      system.startSink();
    }
  }

  @Test
  void shouldAnswerTheRetryAfterARestart() {
    Reading first = system.startApi();
    BuildKey build = build("restart");
    queued(build, 1);
    CompletableFuture<Answer> broken = waiting(first, build);
    system.stopApi();
    assertThat(broken.handle((answer, failure) -> failure != null || answer.code() == 503))
        .succeedsWithin(PATIENCE)
        .isEqualTo(true);

    completed(build, "en-US");
    awaitStored(build);
    Reading second = system.startApi(Map.of("api.port", String.valueOf(first.port())));

    assertAnswers(waiting(second, build), 200, "complete");
    system.stopApi();
  }

  private static BuildKey build(String version) {
    return new BuildKey("@wait/for", "prod", version);
  }

  private static CompletableFuture<Answer> waiting(Reading api, BuildKey build) {
    return api.getLater(wait(build, 300));
  }

  private static String wait(BuildKey build, int seconds) {
    return "/wait/%%40wait%%2Ffor/prod/%s?timeout=%d".formatted(build.version(), seconds);
  }

  private static void assertAnswers(CompletableFuture<Answer> later, int code, String result) {
    assertThat(later).succeedsWithin(PATIENCE).returns(code, Answer::code);
    assertThat(later.join().json().path("result").asText()).isEqualTo(result);
  }

  private static void queued(BuildKey build, int total) {
    publish(StatusEvent.builder().key(build).kind(EventKind.QUEUED).total(total));
  }

  private static void completed(BuildKey build, String locale) {
    publish(StatusEvent.builder().key(build).kind(EventKind.COMPLETE).locale(locale));
  }

  private static void publish(StatusEvent.Builder event) {
    system.publisher.publish(event).join();
  }

  private static void awaitStored(BuildKey build) {
    await().atMost(PATIENCE).until(() -> system.models.statuses().findOne(build).join() != null);
  }
}
