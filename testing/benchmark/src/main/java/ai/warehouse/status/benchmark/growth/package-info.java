/** What one event costs the fold, and what the state takes, as there is more and more of it. */
package ai.warehouse.status.benchmark.growth;
