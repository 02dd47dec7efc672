package ai.warehouse.status.processor.fold;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusHead;
import java.util.List;
import java.util.Map;

/**
 * What {@link PackageSettler} finds: the state as it should be, and the records that readers may
 * not have seen.
 *
 * @param builds states of the builds that are published
 * @param gone places where no build is
 * @param places of the builds that are published or had none; all to be stored, as what is known
 *     may be known from what was never committed
 * @param head the package's head; null if it has no build
 * @param statuses to be published
 * @param statusHead to be published; null if there is none
 * @param statusCounters to be published
 */
public record Settlement(
    PackageKey key,
    Map<BuildKey, BuildState> builds,
    List<Position> gone,
    List<Position> places,
    HeadState head,
    List<Status> statuses,
    StatusHead statusHead,
    List<StatusCounter> statusCounters) {}
