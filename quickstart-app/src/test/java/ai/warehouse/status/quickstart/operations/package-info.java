/** Holds {@code docs/operations} against the running services. */
package ai.warehouse.status.quickstart.operations;
