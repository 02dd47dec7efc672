package ai.warehouse.status.processor.fold;

import java.time.Instant;

/** Orders a build among those of its package: by time, then by version (SPEC §2, heads). */
public record BuildOrder(Instant createdAt, String version) {}
