/** The cost of one event in the fold, and the size of the state on disk, as the state grows. */
package ai.warehouse.status.benchmark.growth;
