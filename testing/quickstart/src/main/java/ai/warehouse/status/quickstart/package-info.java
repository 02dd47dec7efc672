/** The whole system in one process, to look at, try and test. */
package ai.warehouse.status.quickstart;
