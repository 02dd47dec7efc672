package ai.warehouse.status.processor.state;

import ai.warehouse.status.model.BuildKey;
import java.time.Instant;

/** A build that was complete when it last changed, and when that was. */
public record QuietBuild(Instant updatedAt, BuildKey key) {}
