/**
 * A real Kafka broker in this JVM and a real DynamoDB Local in a child JVM, both started from Maven
 * artifacts, so that tests and the quickstart need neither Docker nor an installation.
 */
package ai.warehouse.status.embedded;
