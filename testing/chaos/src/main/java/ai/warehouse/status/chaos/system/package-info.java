/** The whole system, each part a process that can be killed, paused, cut off and started again. */
package ai.warehouse.status.chaos.system;
