/** The service that runs the topology: its settings, its life, its health. */
package ai.warehouse.status.processor;
