/**
 * The four DynamoDB tables (SPEC §2): their names and items, and {@code StatusModels}, through
 * which they are created, read and written; rows of the old npm package are read too.
 *
 * <p>Needs the AWS SDK's dynamodb-enhanced on the class path.
 */
@NullMarked
package ai.warehouse.status.model.dynamodb;

import org.jspecify.annotations.NullMarked;
