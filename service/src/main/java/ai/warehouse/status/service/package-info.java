/**
 * What every runnable service shares: configuration, health and metrics over HTTP, topics and
 * consumer lag, start-up and shutdown.
 *
 * <p>A service's {@code main} is one line around {@link
 * ai.warehouse.status.service.ServiceLauncher#run}; the rest is called by the service from there.
 */
@NullMarked
package ai.warehouse.status.service;

import org.jspecify.annotations.NullMarked;
