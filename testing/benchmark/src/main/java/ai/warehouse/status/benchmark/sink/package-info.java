/** What the sink makes of what the hardware gives: how fast, at which cost, in how much memory. */
package ai.warehouse.status.benchmark.sink;
