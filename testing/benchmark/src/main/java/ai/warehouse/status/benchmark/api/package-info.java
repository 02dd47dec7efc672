/** What people and scripts get from status-api: how late, and what the service takes for it. */
package ai.warehouse.status.benchmark.api;
