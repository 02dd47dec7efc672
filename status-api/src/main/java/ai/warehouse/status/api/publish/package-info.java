/** Publishing over HTTP: {@code POST /events} (SPEC §5). */
@NullMarked
package ai.warehouse.status.api.publish;

import org.jspecify.annotations.NullMarked;
