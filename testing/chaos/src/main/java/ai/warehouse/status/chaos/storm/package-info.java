/** The storm: faults by a seeded schedule, and the checks at the end. */
package ai.warehouse.status.chaos.storm;
