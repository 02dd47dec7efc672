/** A real browser for tests and measurements of the board. */
package ai.warehouse.status.testing.browser;
