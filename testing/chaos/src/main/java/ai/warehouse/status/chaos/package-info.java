/** The system under faults, from the command line; see the module's README. */
package ai.warehouse.status.chaos;
