/** Faults to inject into requests on their way to DynamoDB. */
package ai.warehouse.status.testing.faults;
