/**
 * The heart: what an event does to the tables (SPEC §2), as pure functions of a state and an event.
 *
 * <p>No Kafka, no clock, no I/O. All that is kept of the events are minima, maxima and sets, so the
 * outcome doesn't depend on the order in which they arrive or how often each does.
 */
package ai.warehouse.status.processor.fold;
