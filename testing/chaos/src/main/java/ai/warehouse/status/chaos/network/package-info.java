/** The network between the processes, which can fail. */
package ai.warehouse.status.chaos.network;
