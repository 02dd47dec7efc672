/** The whole system, each part a process that can be harmed. */
package ai.warehouse.status.chaos.world;
