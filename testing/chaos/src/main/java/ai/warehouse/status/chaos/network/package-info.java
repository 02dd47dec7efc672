/** The network between the processes, with faults. */
package ai.warehouse.status.chaos.network;
