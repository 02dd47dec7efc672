/** The system under faults, from the command line; the module's README tells more. */
package ai.warehouse.status.chaos;
