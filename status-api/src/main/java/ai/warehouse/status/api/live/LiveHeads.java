package ai.warehouse.status.api.live;

import ai.warehouse.status.api.view.HeadView;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The heads that are known now; may be called on any thread. */
public interface LiveHeads {
  /** Returns the status of a package's head; null while it is unknown. */
  @Nullable Status status(PackageKey head);

  /** Returns all heads, in no order. */
  Collection<HeadView> all();
}
