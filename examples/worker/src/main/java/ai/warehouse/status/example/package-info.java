/** What a build worker does with {@code warehouse-status-model}. */
package ai.warehouse.status.example;
