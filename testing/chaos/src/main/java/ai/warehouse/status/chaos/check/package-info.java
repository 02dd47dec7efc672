/** Whether what came out is right: tables, dead letters, and what readers saw meanwhile. */
package ai.warehouse.status.chaos.check;
