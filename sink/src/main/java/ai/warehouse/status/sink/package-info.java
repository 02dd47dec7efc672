/**
 * Writes what is on the topics into the four DynamoDB tables (SPEC §4).
 *
 * <p>{@link ai.warehouse.status.sink.SinkLoop} reads and commits, {@link
 * ai.warehouse.status.sink.RecordPlanner} decides what is to be written. It waits in the {@link
 * ai.warehouse.status.sink.TableQueue}s of the {@link ai.warehouse.status.sink.WriteBuffer}, which
 * know what may go, and take back what a request has left; {@link
 * ai.warehouse.status.sink.WritePipeline} has it done, {@link
 * ai.warehouse.status.sink.DynamoDbWriter} and {@link ai.warehouse.status.sink.DeadLetterWriter} do
 * it. {@link ai.warehouse.status.sink.FailureClassifier} knows what a failure means, {@link
 * ai.warehouse.status.sink.TableGate} whose it is, {@link ai.warehouse.status.sink.Positions} up to
 * where all is stored, and {@link ai.warehouse.status.sink.SinkService} puts them together.
 */
package ai.warehouse.status.sink;
