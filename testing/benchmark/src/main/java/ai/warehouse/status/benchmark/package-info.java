/** Measurements of this project, each a command; what they share is here. */
package ai.warehouse.status.benchmark;
