/**
 * Requests to DynamoDB.
 *
 * <p>{@link ai.warehouse.status.sink.dynamodb.DynamoDbWriter} makes one attempt of one request and
 * never reads; {@link ai.warehouse.status.service.dynamodb.FailureClassifier} is the one place that
 * decides what a failure means.
 */
package ai.warehouse.status.sink.dynamodb;
