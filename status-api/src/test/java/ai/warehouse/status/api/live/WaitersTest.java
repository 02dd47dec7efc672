package ai.warehouse.status.api.live;

import static ai.warehouse.status.api.Samples.BUILD;
import static ai.warehouse.status.api.Samples.status;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.api.live.WaitOutcome.Result;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusHead;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

class WaitersTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Status BUILDING = status(BUILD).progress(50).revision(2).build();
  private static final Status COMPLETE =
      status(BUILD).progress(100).complete(true).revision(3).build();
  private static final Status FAILING = status(BUILD).progress(60).error(true).revision(3).build();

  private final World world = new World().started();
  private final Waiters waiters = world.live.waiters();

  private CompletableFuture<WaitOutcome> await(boolean failIfFailing, Duration timeout) {
    CompletableFuture<WaitOutcome> outcome = waiters.await(BUILD, failIfFailing, timeout);
    world.settle();
    return outcome;
  }

  private CompletableFuture<WaitOutcome> await(Duration timeout) {
    return await(true, timeout);
  }

  private static void assertOutcome(
      CompletableFuture<WaitOutcome> outcome, Result result, Status status) {
    assertThat(outcome).isCompletedWithValue(new WaitOutcome(result, status));
  }

  private long reads() {
    return world.dynamoDb.count(GetItemRequest.class);
  }

  /** Holds back what the table answers. */
  private Deque<Runnable> heldAnswers() {
    Deque<Runnable> held = new ArrayDeque<>();
    world.dynamoDb.deliver(held::add);
    return held;
  }

  @Test
  void shouldAnswerAtOnceFromWhatIsLive() {
    world.topic(COMPLETE);
    assertOutcome(await(LONG), Result.COMPLETE, COMPLETE);
    assertThat(reads()).isZero();
  }

  @Test
  void shouldAnswerFromTheHead() {
    world.loop.execute(() -> world.live.load(List.of(StatusHead.of(FAILING, 3)), List.of(FAILING)));
    assertOutcome(await(LONG), Result.FAILING, FAILING);
  }

  @Test
  void shouldAnswerFromTheTable() {
    world.dynamoDb.put(COMPLETE);
    assertOutcome(await(LONG), Result.COMPLETE, COMPLETE);
    GetItemRequest read = (GetItemRequest) world.dynamoDb.requests.get(0);
    assertThat(read.consistentRead()).isTrue();
  }

  @Test
  void shouldWaitForABuildThatDoesNotExistYet() {
    CompletableFuture<WaitOutcome> outcome = await(LONG);
    assertThat(outcome).isNotDone();
    world.topic(BUILDING);
    world.settle();
    assertThat(outcome).isNotDone();
    world.topic(COMPLETE);
    world.settle();
    assertOutcome(outcome, Result.COMPLETE, COMPLETE);
    assertThat(waiters.size()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "false, true, true, FAILING",
    "true, true, true, FAILING",
    "true, true, false, COMPLETE",
    "true, false, true, COMPLETE",
    "false, true, false, TIMED_OUT",
    "false, false, true, TIMED_OUT"
  })
  void shouldJudge(boolean complete, boolean error, boolean failIfFailing, Result expected) {
    Status status = status(BUILD).complete(complete).error(error).revision(4).build();
    world.topic(status);
    assertOutcome(await(failIfFailing, Duration.ZERO), expected, status);
  }

  @Test
  void shouldNotMissWhatCompletesWhileTheTableIsRead() {
    Deque<Runnable> answers = heldAnswers();
    CompletableFuture<WaitOutcome> outcome = await(LONG);
    assertThat(answers).hasSize(1); // which found nothing
    world.topic(COMPLETE);
    world.settle();
    assertOutcome(outcome, Result.COMPLETE, COMPLETE);
  }

  @Test
  void shouldNotTrustAReadThatBeganBeforeSomebodyCame() {
    Deque<Runnable> answers = heldAnswers();
    await(LONG);
    // Stored, and its record was followed before by an instance that forgot it since.
    world.dynamoDb.put(COMPLETE);
    CompletableFuture<WaitOutcome> late = await(LONG);
    assertThat(answers).hasSize(1);
    answers.remove().run();
    world.settle();
    assertThat(late).isNotDone();
    answers.remove().run();
    world.settle();
    assertOutcome(late, Result.COMPLETE, COMPLETE);
  }

  @Test
  void shouldLookOnceMoreBeforeTheTimeIsOver() {
    CompletableFuture<WaitOutcome> outcome = await(LONG);
    world.dynamoDb.put(COMPLETE); // and the topic is late
    world.pass(LONG);
    assertOutcome(outcome, Result.COMPLETE, COMPLETE);
  }

  @Test
  void shouldTimeOutWithWhatIsKnown() {
    world.topic(BUILDING);
    CompletableFuture<WaitOutcome> outcome = await(LONG);
    world.pass(LONG.minusMillis(501));
    assertThat(outcome).isNotDone();
    world.pass(Duration.ofMillis(2));
    assertOutcome(outcome, Result.TIMED_OUT, BUILDING);
    assertThat(waiters.size()).isZero();
  }

  @Test
  void shouldTimeOutOfAnUnknownBuildAtOnceIfAskedTo() {
    assertOutcome(await(Duration.ZERO), Result.TIMED_OUT, null);
  }

  @Test
  void shouldTimeOutThoughTheDatabaseIsAway() {
    world.dynamoDb.away(true);
    CompletableFuture<WaitOutcome> outcome = await(Duration.ofSeconds(10));
    world.pass(Duration.ofSeconds(9));
    assertThat(outcome).isNotDone();
    world.pass(Duration.ofSeconds(1));
    assertOutcome(outcome, Result.TIMED_OUT, null);
  }

  @Test
  void shouldReadAgainWhenTheDatabaseIsBack() {
    world.dynamoDb.away(true);
    CompletableFuture<WaitOutcome> outcome = await(LONG);
    world.dynamoDb.away(false);
    world.dynamoDb.put(COMPLETE);
    world.pass(Duration.ofSeconds(5));
    assertOutcome(outcome, Result.COMPLETE, COMPLETE);
  }

  @Test
  void shouldRelyOnTheTableWhileTheTopicIsAway() {
    world.kafka(false);
    CompletableFuture<WaitOutcome> outcome = await(LONG);
    world.pass(Duration.ofSeconds(10));
    assertThat(outcome).isNotDone();
    world.dynamoDb.put(COMPLETE);
    world.pass(Duration.ofSeconds(5));
    assertOutcome(outcome, Result.COMPLETE, COMPLETE);
  }

  @Test
  void shouldNotBelieveTheTopicBeforeItIsCaughtUpWith() {
    World starting = new World();
    starting.loop.execute(() -> starting.live.load(List.of(), List.of()));
    Status healed = FAILING.with(status -> status.error(false).revision(9));
    starting.dynamoDb.put(healed);
    CompletableFuture<WaitOutcome> outcome = starting.live.waiters().await(BUILD, true, LONG);
    starting.topic(FAILING); // which is over
    starting.settle();
    starting.topic(healed);
    starting.loop.execute(starting.live::caughtUp);
    starting.settle();
    assertThat(outcome).isNotDone();

    starting.topic(COMPLETE.with(status -> status.revision(10)));
    starting.settle();
    assertThat(outcome.join().result()).isEqualTo(Result.COMPLETE);
  }

  @Test
  void shouldShareReadsAmongThousands() {
    Deque<Runnable> answers = heldAnswers();
    List<CompletableFuture<WaitOutcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      outcomes.add(waiters.await(BUILD, true, LONG));
    }
    world.settle();
    assertThat(waiters.size()).isEqualTo(5_000);
    while (!answers.isEmpty()) {
      answers.remove().run();
      world.settle();
    }
    assertThat(reads()).isEqualTo(2); // one at the first, and one for all who came meanwhile
    world.topic(COMPLETE);
    world.settle();
    assertThat(outcomes).allMatch(CompletableFuture::isDone);
    assertThat(waiters.size()).isZero();
  }

  @Test
  void shouldForgetWhoCancels() {
    CompletableFuture<WaitOutcome> outcome = await(LONG);
    outcome.cancel(false);
    world.settle();
    assertThat(waiters.size()).isZero();
    CompletableFuture<WaitOutcome> early = waiters.await(BUILD, true, LONG);
    early.cancel(false);
    world.settle();
    assertThat(waiters.size()).isZero();
    long before = reads();
    world.pass(LONG.multipliedBy(2));
    assertThat(reads()).isEqualTo(before);
  }

  @Test
  void shouldSayThatTheServiceStops() {
    CompletableFuture<WaitOutcome> outcome = await(LONG);
    world.live.end();
    assertThat(outcome).isCancelled();
    assertThat(waiters.size()).isZero();
  }
}
