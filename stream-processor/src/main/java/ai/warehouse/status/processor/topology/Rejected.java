package ai.warehouse.status.processor.topology;

/**
 * A record on its way to the dead letter topic.
 *
 * @param reason without any of the record's content
 */
record Rejected(Received received, String reason) implements Routed, Folded {}
