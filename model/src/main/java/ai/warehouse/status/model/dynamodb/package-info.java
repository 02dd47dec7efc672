/**
 * The four DynamoDB tables (SPEC §2): names, items and the {@code StatusModels} that reads them.
 * Needs the AWS SDK's dynamodb-enhanced on the class path.
 */
package ai.warehouse.status.model.dynamodb;
