/** Faults to inject: into requests on their way to DynamoDB, and into processes. */
package ai.warehouse.status.testing.faults;
