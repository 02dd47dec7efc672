/**
 * What the stream processor takes as a process: records a second beside other topologies on the
 * same broker, and the time of a restart after a kill.
 */
package ai.warehouse.status.benchmark.topology;
