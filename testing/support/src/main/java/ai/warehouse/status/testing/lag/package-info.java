/** Whether all that was published is processed. */
package ai.warehouse.status.testing.lag;
