/**
 * The HTTP server: what it takes from clients, how long and how much, and how routes answer (SPEC
 * §5).
 *
 * <p>{@link ai.warehouse.status.api.http.ApiServer} listens, {@link
 * ai.warehouse.status.api.http.Router} finds the {@link ai.warehouse.status.api.http.Route}, whose
 * {@link ai.warehouse.status.api.http.ApiResponse} is written without blocking a thread; {@link
 * ai.warehouse.status.api.http.Connections} bounds the patience with clients.
 */
@NullMarked
package ai.warehouse.status.api.http;

import org.jspecify.annotations.NullMarked;
