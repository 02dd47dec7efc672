package ai.warehouse.status.quickstart;

import ai.warehouse.status.model.StatusEvent;
import java.time.Duration;

/**
 * An event of the simulation.
 *
 * @param after when it is published, counted from the start of the simulation
 */
record PlannedEvent(Duration after, StatusEvent event) {}
