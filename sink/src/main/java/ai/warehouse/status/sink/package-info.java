/**
 * The service that writes the topics into the four DynamoDB tables (SPEC §4).
 *
 * <p>A record's path is in the packages below, each of which uses only those after it: {@code read}
 * (poll and commit), {@code write} (queues and requests in flight), {@code dynamodb} (one request),
 * {@code metrics}, {@code item}. {@link ai.warehouse.status.sink.SinkService} puts them together.
 */
package ai.warehouse.status.sink;
