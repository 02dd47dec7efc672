/** What the old service and its package share with this one: messages and tables. */
package ai.warehouse.status.oldservice;
