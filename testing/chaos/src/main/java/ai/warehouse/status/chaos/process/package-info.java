/** The system's processes, each a JVM of its own that can be killed, paused and started again. */
package ai.warehouse.status.chaos.process;
