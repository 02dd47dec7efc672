package ai.warehouse.status.benchmark.topology.afternoon;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.util.HashSet;
import java.util.Set;

/** All that is known of a build; changed in place, as each event reads it anew from its JSON. */
@JsonAutoDetect(fieldVisibility = Visibility.ANY)
final class Build {
  private String createdAt;
  private String updatedAt;
  private Integer total;
  private boolean failed;
  private final Set<String> completed = new HashSet<>();
  private final Set<String> failing = new HashSet<>();

  /** What readers see of a build. */
  record Status(
      String createdAt,
      String updatedAt,
      Integer total,
      int count,
      int progress,
      boolean complete,
      boolean error) {}

  Build with(Event event) {
    createdAt =
        createdAt == null || event.createdAt().compareTo(createdAt) < 0
            ? event.createdAt()
            : createdAt;
    updatedAt =
        updatedAt == null || event.createdAt().compareTo(updatedAt) > 0
            ? event.createdAt()
            : updatedAt;
    switch (event.eventType()) {
      case "queued" -> total = event.total();
      case "complete" -> {
        completed.add(event.locale());
        failing.remove(event.locale());
      }
      case "error" -> {
        if (event.locale() == null) {
          failed = true;
        } else {
          failing.add(event.locale());
        }
      }
      default -> {
        // A step on the way.
      }
    }
    return this;
  }

  Status status() {
    int count = completed.size();
    boolean complete = total != null && count >= total;
    return new Status(
        createdAt,
        updatedAt,
        total,
        count,
        total == null || total == 0 ? 0 : Math.min(100, 100 * count / total),
        complete,
        failed || !failing.isEmpty());
  }
}
