/**
 * From poll to commit (SPEC §4).
 *
 * <p>{@link ai.warehouse.status.sink.read.SinkLoop} polls and commits, {@link
 * ai.warehouse.status.sink.read.RecordPlanner} decides what becomes of a record, and {@link
 * ai.warehouse.status.sink.read.OffsetTracker} knows the offsets that may be committed.
 */
package ai.warehouse.status.sink.read;
