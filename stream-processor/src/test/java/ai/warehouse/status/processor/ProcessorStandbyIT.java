package ai.warehouse.status.processor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.testing.reference.ReferenceTables;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tasks that go active → standby → active in one process, and are active elsewhere meanwhile. */
class ProcessorStandbyIT {
  private static final int HISTORIES = 5;
  private static final Map<String, String> WITH_STANDBY = Map.of("kafka.num.standby.replicas", "1");

  @RegisterExtension private final ProcessorFleet fleet = new ProcessorFleet();

  @Test
  void shouldKnowWhatHappenedWhileItWasAStandby() {
    List<List<StatusEvent>> parts = Events.parts(Events.mixed(41, HISTORIES), 3);
    try (EventLog log = fleet.eventLog();
        DerivedTables tables = fleet.tables()) {
      ChildProcessor stays = fleet.start("stays", WITH_STANDBY);
      fleet.awaitProcessors(1);
      log.publishInPlace(parts.get(0));
      tables.await(ReferenceTables.of(log.events()));

      ChildProcessor comesAndGoes = fleet.start("comes-and-goes", WITH_STANDBY);
      fleet.awaitProcessors(2);
      log.publishInPlace(parts.get(1));
      tables.await(ReferenceTables.of(log.events()));

      comesAndGoes.stop();
      fleet.awaitProcessors(1);
      log.publishInPlace(parts.get(2));

      tables.await(ReferenceTables.of(log.events()));
      assertThat(stays.log()).contains("Closed and recycled state");
    }
  }
}
