package ai.warehouse.status.api.live;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;

/**
 * Streams of what is live (SPEC §5): first what is, then what changes, and a comment every 15 s.
 *
 * <p>The methods return at once, and the first frame follows as soon as there is something to say.
 * Closing what they return ends a stream; a frame may be under way meanwhile.
 */
public interface LiveStreams {
  /** Opens a stream of all heads. */
  AutoCloseable heads(Subscriber to);

  /** Opens a stream of a package's head, known or not; a new head begins with a new snapshot. */
  AutoCloseable head(PackageKey key, Subscriber to);

  /** Opens a stream of a build, known or not. */
  AutoCloseable build(BuildKey build, Subscriber to);
}
