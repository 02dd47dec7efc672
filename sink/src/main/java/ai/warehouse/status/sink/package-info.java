/**
 * Writes what is on the topics into the four DynamoDB tables (SPEC §4).
 *
 * <p>{@link ai.warehouse.status.sink.SinkLoop} reads and commits, {@link
 * ai.warehouse.status.sink.BatchPlanner} decides what is to be written, {@link
 * ai.warehouse.status.sink.DynamoDbWriter} and {@link ai.warehouse.status.sink.DeadLetterWriter}
 * write, {@link ai.warehouse.status.sink.Retrier} repeats and {@link
 * ai.warehouse.status.sink.FailureClassifier} knows when; {@link
 * ai.warehouse.status.sink.SinkService} puts them together.
 */
package ai.warehouse.status.sink;
