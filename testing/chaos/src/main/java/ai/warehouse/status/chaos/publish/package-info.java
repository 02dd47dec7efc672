/** Build workers, made up from a seed, that keep a journal of all they send. */
package ai.warehouse.status.chaos.publish;
