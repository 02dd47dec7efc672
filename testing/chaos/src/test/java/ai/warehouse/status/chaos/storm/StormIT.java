package ai.warehouse.status.chaos.storm;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.chaos.world.RunFolder;
import ai.warehouse.status.chaos.world.World;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The short form of {@code testing/run chaos}: a handful of faults, each of another kind. */
class StormIT {
  private static final long SEED = 1;
  private static final int RATE = 20;

  private static final Schedule SCHEDULE =
      new Schedule(
          26,
          List.of(
              new PlannedFault(1, FaultKind.KILL_PUBLISHER, 0, 0),
              new PlannedFault(2, FaultKind.KILL_PROCESSOR, 1, 0),
              new PlannedFault(4, FaultKind.KILL_BROKER, 5, 1),
              new PlannedFault(8, FaultKind.DATABASE_ABSENT, 5, 0),
              new PlannedFault(13, FaultKind.PAUSE_SINK, 9, 1),
              new PlannedFault(17, FaultKind.KILL_SINK, 0, 0)));

  @Test
  void shouldHoldTheRightTablesAfterAStorm() throws IOException, InterruptedException {
    // Not a temporary folder: it is there to be looked at when this fails.
    RunFolder folder = RunFolder.create(Path.of("target", "storm"));
    folder.delete();
    RunFolder.create(folder.path());
    Diary diary = new Diary(new PrintWriter(System.out, true, StandardCharsets.UTF_8));

    Storm.Outcome outcome =
        new Storm(SCHEDULE, new World.Size(2, 2, 2, RATE, SEED), folder, diary).run();

    StormText.lines(outcome).forEach(System.out::println);
    assertThat(outcome.failedFaults()).as("faults that could not be injected").isEmpty();
    assertThat(outcome.calm()).as("all published, no backlog").isTrue();
    assertThat(outcome.tables().differences()).as("items lost and wrong").isEmpty();
    assertThat(outcome.deadLetters().differences()).as("dead letters lost and wrong").isEmpty();
    assertThat(outcome.reader().setbacks()).as("items that went back").isEmpty();
    assertThat(outcome.isRight()).isTrue();
    folder.delete();
  }
}
