/**
 * Reading and publishing over HTTP (SPEC §5): what the tables hold, what is live, and the board.
 */
@NullMarked
package ai.warehouse.status.api;

import org.jspecify.annotations.NullMarked;
