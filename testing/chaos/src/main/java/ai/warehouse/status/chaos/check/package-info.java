/** The checks: tables, dead letters, and the reads during the storm. */
package ai.warehouse.status.chaos.check;
