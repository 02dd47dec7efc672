package ai.warehouse.status.processor;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.processor.topology.ForeignRecordException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

class ThreadFailuresTest {
  private static final int TOLERATED = 5;
  private static final Duration NO_PAUSE = Duration.ZERO;
  private static final Duration LONG_PAUSE = Duration.ofHours(1);

  @TempDir private Path stateDir;
  private final CompletableFuture<Void> termination = new CompletableFuture<>();
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private StateFolder folder;
  private ThreadFailures failures;

  private final StreamsException timeOut =
      new StreamsException("sending failed", new TimeoutException("no answer from the broker"));
  // Without a message that could be read.
  private final ProcessorStateException diskFull =
      new ProcessorStateException(
          "Error opening store builds",
          new RocksDBException(new Status(Status.Code.IOError, Status.SubCode.NoSpace, "voll")));

  @BeforeEach
  void begin() {
    folder = StateFolder.watch(stateDir.toFile(), 0);
    failures = failures(NO_PAUSE);
  }

  private ThreadFailures failures(Duration pause) {
    return new ThreadFailures(termination, topic -> "Write", folder, pause, registry);
  }

  @AfterEach
  void close() {
    folder.close();
  }

  @Test
  void shouldReplaceAThreadThatFailed() {
    for (int i = 0; i < TOLERATED; i++) {
      assertThat(failures.handle(timeOut)).isEqualTo(REPLACE_THREAD);
    }

    assertThat(termination).isNotDone();
    assertThat(registry.get("warehouse.status.processor.threads.replaced").counter().count())
        .isEqualTo(TOLERATED);
  }

  @Test
  void shouldGiveUpWhenThreadsFailAgainAndAgain() {
    for (int i = 0; i < TOLERATED; i++) {
      failures.handle(timeOut);
    }

    assertThat(failures.handle(timeOut)).isEqualTo(SHUTDOWN_CLIENT);

    assertThat(termination).failsWithin(Duration.ZERO).withThrowableThat().withCause(timeOut);
  }

  @Test
  void shouldNeverGiveUpForWantOfRoom() {
    for (int i = 0; i <= TOLERATED; i++) {
      assertThat(failures.handle(diskFull)).isEqualTo(REPLACE_THREAD);
    }

    assertThat(termination).isNotDone();
    assertThat(failures.last())
        .startsWith("a stream thread failed at ")
        .endsWith(": no space left in state.dir (" + stateDir + ")");
  }

  @Test
  void shouldPauseForWantOfRoomUntilClosed() {
    ThreadFailures pausing = failures(LONG_PAUSE);
    CompletableFuture<?> response = CompletableFuture.supplyAsync(() -> pausing.handle(diskFull));
    await().until(() -> pausing.last() != null);
    pausing.allRun(); // the others
    assertThat(pausing.last()).isNotNull();
    assertThat(response).isNotDone();

    pausing.close();

    assertThat(response).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(REPLACE_THREAD);
  }

  @Test
  void shouldNotHoldUpOthersWhileADiskGivesNoAnswer() {
    folder.close();
    CountDownLatch answer = new CountDownLatch(1);
    BrokenDisk disk = new BrokenDisk(answer);
    folder = StateFolder.watch(disk, 0);
    ThreadFailures waiting = failures(NO_PAUSE);
    disk.broken = true;
    CompletableFuture<?> response = CompletableFuture.supplyAsync(() -> waiting.handle(timeOut));
    await().until(() -> disk.asked);

    CompletableFuture<Void> closed = CompletableFuture.runAsync(waiting::close);

    assertThat(closed).succeedsWithin(Duration.ofSeconds(10));
    assertThat(response).isNotDone();
    answer.countDown();
    assertThat(response).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(REPLACE_THREAD);
  }

  private static final class BrokenDisk extends File {
    private static final long serialVersionUID = 1L;

    private final transient CountDownLatch answer;
    private volatile boolean broken;
    private volatile boolean asked;

    BrokenDisk(CountDownLatch answer) {
      super("/");
      this.answer = answer;
    }

    @Override
    public File getAbsoluteFile() {
      return this;
    }

    @Override
    public long getTotalSpace() {
      if (broken) {
        asked = true;
        await().until(() -> answer.getCount() == 0);
      }
      return super.getTotalSpace();
    }
  }

  @Test
  void shouldSayWhyAThreadFailedUntilAllRunAgain() {
    assertThat(failures.last()).isNull();

    failures.handle(timeOut);
    assertThat(failures.last()).endsWith(": TimeoutException: no answer from the broker");

    failures.allRun();
    assertThat(failures.last()).isNull();
  }

  @Test
  void shouldGiveUpAtOnceOnAnotherInstallationsRecords() {
    RuntimeException foreign =
        new ForeignRecordException(
            new RecordPosition("dev-status-events", 0, 0, 0), "status-events");

    assertThat(failures.handle(new StreamsException(foreign))).isEqualTo(SHUTDOWN_CLIENT);

    assertThat(termination).failsWithin(Duration.ZERO).withThrowableThat().withCause(foreign);
  }

  @Test
  void shouldGiveUpAtOnceWhenKafkaRefuses() {
    StreamsException denied =
        new StreamsException("sending failed", new TopicAuthorizationException(Set.of("status")));

    assertThat(failures.handle(denied)).isEqualTo(SHUTDOWN_CLIENT);

    assertThat(termination)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .withMessage("Not authorized on topic status: needs Write");
  }

  @Test
  void shouldGiveUpAtOnceWhenANativeLibraryCannotBeLoaded() {
    Throwable noZstd = new StreamsException(new UnsatisfiedLinkError("no zstd"));

    assertThat(failures.handle(noZstd)).isEqualTo(SHUTDOWN_CLIENT);

    assertThat(termination).isCompletedExceptionally();
  }
}
