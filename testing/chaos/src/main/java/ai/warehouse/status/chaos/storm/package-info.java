/** The storm: faults by a seeded schedule, and whether all was right in the end. */
package ai.warehouse.status.chaos.storm;
