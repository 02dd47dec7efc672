/**
 * The DynamoDB client of a service: its settings, its login, and the meaning of its failures.
 *
 * <p>{@link ai.warehouse.status.service.dynamodb.FailureClassifier} is the one place that decides
 * what a failure means. A service that uses this package brings the AWS SDK itself.
 */
@NullMarked
package ai.warehouse.status.service.dynamodb;

import org.jspecify.annotations.NullMarked;
