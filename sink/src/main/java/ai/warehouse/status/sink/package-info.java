/**
 * Writes what is on the topics into the four DynamoDB tables (SPEC §4).
 *
 * <p>{@link ai.warehouse.status.sink.SinkLoop} reads and commits, {@link
 * ai.warehouse.status.sink.RecordPlanner} decides what is to be written, {@link
 * ai.warehouse.status.sink.WriteBuffer} when, {@link ai.warehouse.status.sink.WritePipeline} has it
 * done, {@link ai.warehouse.status.sink.DynamoDbWriter} and {@link
 * ai.warehouse.status.sink.DeadLetterWriter} do it, {@link ai.warehouse.status.sink.Retrier}
 * repeats and {@link ai.warehouse.status.sink.FailureClassifier} knows when; {@link
 * ai.warehouse.status.sink.Positions} knows up to where all is stored, and {@link
 * ai.warehouse.status.sink.SinkService} puts them together.
 */
package ai.warehouse.status.sink;
