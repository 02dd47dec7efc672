/** The routes for reading (SPEC §5): each takes a request apart and makes the answer. */
@NullMarked
package ai.warehouse.status.api.route;

import org.jspecify.annotations.NullMarked;
