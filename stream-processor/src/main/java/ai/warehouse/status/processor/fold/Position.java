package ai.warehouse.status.processor.fold;

import java.time.Instant;

/** Where a build stands among those of its package: by time, then by version (SPEC §2, heads). */
public record Position(Instant createdAt, String version) {}
