package ai.warehouse.status.model.dynamodb;

import static ai.warehouse.status.model.dynamodb.Builds.BUILD;
import static ai.warehouse.status.model.dynamodb.Builds.LATER;
import static ai.warehouse.status.model.dynamodb.Builds.event;
import static ai.warehouse.status.model.dynamodb.Builds.head;
import static ai.warehouse.status.model.dynamodb.Builds.status;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.StatusCounter;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(InDatabase.class)
class MissingTableIT {
  private static final Tables TABLES = new Tables("missing-");
  private static final PackageKey PACKAGE = BUILD.packageKey();
  private static final UUID ID = UUID.fromString("1ec9414c-232a-6b00-b3c8-9f6bdeced846");

  /** One method of the models. */
  interface Call extends Function<StatusModels, CompletableFuture<?>> {}

  static Stream<Arguments> calls() {
    return Stream.of(
        call("WrhsStatus", "find", models -> models.statuses().findOne(BUILD)),
        call("WrhsStatus", "create", models -> models.statuses().create(status().build())),
        call("WrhsStatus", "update", models -> models.statuses().update(BUILD, LATER, c -> {})),
        call("WrhsStatus", "remove", models -> models.statuses().remove(BUILD)),
        call("WrhsStatus", "scan", models -> models.statuses().scan()),
        call("WrhsStatusHead", "find", models -> models.statusHeads().findOne(PACKAGE)),
        call("WrhsStatusHead", "create", models -> models.statusHeads().create(head().build())),
        call("WrhsStatusHead", "update", m -> m.statusHeads().update(BUILD, LATER, c -> {})),
        call("WrhsStatusHead", "remove", models -> models.statusHeads().remove(PACKAGE)),
        call("WrhsStatusHead", "scan", models -> models.statusHeads().scan()),
        call("WrhsStatusCounter", "find", models -> models.statusCounters().findOne(BUILD)),
        call(
            "WrhsStatusCounter",
            "create",
            models -> models.statusCounters().create(new StatusCounter(BUILD, 1, 0))),
        call("WrhsStatusCounter", "update", models -> models.statusCounters().update(BUILD, 1)),
        call("WrhsStatusCounter", "increment", models -> models.statusCounters().increment(BUILD)),
        call("WrhsStatusCounter", "decrement", models -> models.statusCounters().decrement(BUILD)),
        call("WrhsStatusCounter", "remove", models -> models.statusCounters().remove(BUILD)),
        call("WrhsStatusCounter", "scan", models -> models.statusCounters().scan()),
        call("WrhsStatusEvent", "find", models -> models.statusEvents().findOne(BUILD, ID)),
        call("WrhsStatusEvent", "find all", models -> models.statusEvents().findAll(BUILD)),
        call(
            "WrhsStatusEvent",
            "find all, paged",
            models ->
                models
                    .statusEvents()
                    .findAllPaged(BUILD, EventQuery.newestFirst().limit(3))
                    .subscribe(event -> {})),
        call("WrhsStatusEvent", "create", models -> models.statusEvents().create(event(0).build())),
        call("WrhsStatusEvent", "update", m -> m.statusEvents().update(BUILD, ID, c -> {})),
        call("WrhsStatusEvent", "remove", models -> models.statusEvents().remove(BUILD, ID)),
        call("WrhsStatus", "progress", models -> models.progress(BUILD)),
        call("WrhsStatusHead", "progress of head", models -> models.progress(PACKAGE)));
  }

  private static Arguments call(String table, String method, Call call) {
    return argumentSet(table + ": " + method, table, call);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void shouldNameTheMissingTable(String table, Call call, Database database) {
    StatusModels models = database.models(TABLES);

    assertThatThrownBy(() -> call.apply(models).join())
        .hasCauseInstanceOf(MissingTableException.class)
        .hasMessageContaining("table missing-" + table + " is missing")
        .hasMessageContaining("StatusModels.ensure()");
  }
}
