/** The board in a real browser, on the whole system. */
package ai.warehouse.status.board;
