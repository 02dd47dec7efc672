/** The system under a flood of bad records. */
package ai.warehouse.status.chaos.garbage;
