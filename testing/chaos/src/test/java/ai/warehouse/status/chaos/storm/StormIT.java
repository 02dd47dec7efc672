package ai.warehouse.status.chaos.storm;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.chaos.system.RunFolder;
import ai.warehouse.status.chaos.system.SystemUnderTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A storm as short as can be: a fault of each mechanism, namely signals, deleted state, cut
 * connections, wrong answers, a clock and an orderly stop.
 */
class StormIT {
  private static final SystemUnderTest.Size SIZE = new SystemUnderTest.Size(1, 2, 2, 20, 0.05, 1);

  private static final Schedule SCHEDULE =
      new Schedule(
          12,
          List.of(
              new PlannedFault(0, FaultKind.PAUSE_SINK, 9, 1),
              new PlannedFault(0, FaultKind.DELETE_STATE, 0, 0),
              new PlannedFault(1, FaultKind.KILL_BROKER, 3, 1),
              new PlannedFault(1, FaultKind.STEP_CLOCK, 0, 64),
              new PlannedFault(2, FaultKind.DATABASE_FAILS, 3, 128),
              new PlannedFault(2, FaultKind.KILL_PUBLISHER, 0, 1),
              new PlannedFault(5, FaultKind.CUT_PROCESSOR, 3, 128),
              new PlannedFault(6, FaultKind.DATABASE_ABSENT, 3, 0),
              new PlannedFault(8, FaultKind.STOP_SINK, 0, 0)));

  @Test
  void shouldHoldTheRightTablesAfterAStorm() throws IOException, InterruptedException {
    // Not a temporary folder: it is there to be looked at when this fails.
    RunFolder folder = RunFolder.create(Path.of("target", "storm"));
    folder.delete();
    RunFolder.create(folder.path());
    RunLog log = new RunLog(new PrintWriter(System.out, true, StandardCharsets.UTF_8));

    Storm.Outcome outcome = new Storm(SCHEDULE, SIZE, folder, log).run();

    StormText.lines(outcome).forEach(System.out::println);
    assertThat(outcome.failedFaults()).as("faults that could not be injected").isEmpty();
    assertThat(outcome.faults()).as("faults").hasSize(SCHEDULE.faults().size());
    assertThat(outcome.calm()).as("all published, no lag").isTrue();
    assertThat(outcome.tables().differences()).as("items lost and wrong").isEmpty();
    assertThat(outcome.deadLetters().differences()).as("dead letters lost and wrong").isEmpty();
    assertThat(outcome.reads().regressions()).as("items that regressed").isEmpty();
    assertThat(outcome.isRight()).isTrue();
    assertThat(folder.logs().resolve("sink-1.log")).content().contains("signal");
    folder.delete();
  }
}
