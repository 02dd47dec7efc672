/** Reads of the tables, briefly cached. */
@NullMarked
package ai.warehouse.status.api.table;

import org.jspecify.annotations.NullMarked;
