/**
 * How long the stream processor takes to be at work again after a kill, by the size of its state.
 */
package ai.warehouse.status.benchmark.recovery;
