/**
 * The effect of an event on the tables (SPEC §2), as pure functions of a state and an event.
 *
 * <p>No Kafka, no clock, no I/O. The state keeps minima, maxima and sets of the events, so the
 * outcome doesn't depend on the order in which they arrive or how often each does.
 */
package ai.warehouse.status.processor.fold;
