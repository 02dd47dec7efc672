/**
 * The topics (SPEC §3): their names and settings, serdes, dead letters, and the publisher for build
 * workers. Needs kafka-clients on the class path.
 */
@NullMarked
package ai.warehouse.status.model.kafka;

import org.jspecify.annotations.NullMarked;
