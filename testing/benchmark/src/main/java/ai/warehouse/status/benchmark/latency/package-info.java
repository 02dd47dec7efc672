/** How long it takes from an event's being due to be published to its being in the tables. */
package ai.warehouse.status.benchmark.latency;
