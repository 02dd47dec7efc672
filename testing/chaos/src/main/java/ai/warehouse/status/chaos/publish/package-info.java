/** The publishers: build workers that make events from a seed and keep a journal of them. */
package ai.warehouse.status.chaos.publish;
