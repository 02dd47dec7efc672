/**
 * What is live: the topics followed, the streams fed with what changed, and whoever waits for a
 * build.
 *
 * <p>All state changes on one thread, the loop, so that a subscriber gets what is, and then exactly
 * what changed.
 */
@NullMarked
package ai.warehouse.status.api.live;

import org.jspecify.annotations.NullMarked;
