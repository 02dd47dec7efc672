/** The lag of consumer groups, for tests that wait until all records are processed. */
package ai.warehouse.status.testing.lag;
