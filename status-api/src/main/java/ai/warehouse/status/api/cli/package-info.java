/**
 * The command line {@code warehouse-status}: publishes events and reads builds, by way of the
 * service or straight from Kafka and DynamoDB.
 *
 * <p>A command ({@link ai.warehouse.status.api.cli.GetCommand} and its siblings) asks a {@link
 * ai.warehouse.status.api.cli.Source}, of which there are two, and prints what comes as JSON.
 */
@NullMarked
package ai.warehouse.status.api.cli;

import org.jspecify.annotations.NullMarked;
