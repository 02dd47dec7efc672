/** How many records a second the topology takes, beside others on the same broker. */
package ai.warehouse.status.benchmark.topology;
