package ai.warehouse.status.api.view;

import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.Timestamps;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an overview shows of one build, of the head or another.
 *
 * @param since when the state began, as far as is known
 * @param timeLeft an estimate as of the time of asking; null where there is nothing to estimate
 *     from
 */
public record HeadView(
    Status status,
    Activity activity,
    BuildState state,
    Instant since,
    @Nullable Duration timeLeft) {
  /**
   * Derives the view.
   *
   * @param previous how long the build of the version before took; null if unknown
   * @param stalledAfter the time without an event after which a build is stalled
   */
  public static HeadView of(
      Status status,
      Activity activity,
      @Nullable Duration previous,
      Instant now,
      Duration stalledAfter) {
    Instant last = latest(status.updatedAt(), activity.lastEventAt());
    BuildState state =
        BuildState.of(
            status.error(), status.complete(), queued(status, activity), last, now, stalledAfter);
    Instant since =
        switch (state) {
          case COMPLETE, FAILING -> status.updatedAt();
          case QUEUED, BUILDING -> status.createdAt();
          case STALLED -> last.plus(stalledAfter);
        };
    boolean goesOn = state == BuildState.QUEUED || state == BuildState.BUILDING;
    return new HeadView(
        status, activity, state, since, goesOn ? left(status, activity, previous, now) : null);
  }

  // Without its events: a build has only just been announced if nothing has changed since.
  private static boolean queued(Status status, Activity activity) {
    boolean queued =
        activity.queued() == null
            ? status.total() != null && status.updatedAt().equals(status.createdAt())
            : activity.queued();
    return queued && status.progress() == 0;
  }

  private static Instant latest(Instant time, @Nullable Instant other) {
    return other != null && other.isAfter(time) ? other : time;
  }

  private static @Nullable Duration left(
      Status status, Activity activity, @Nullable Duration previous, Instant now) {
    long total = status.total() == null ? 0 : status.total();
    long count = activity.count() == null ? total * status.progress() / 100 : activity.count();
    return TimeLeft.estimate(status.createdAt(), status.updatedAt(), now, count, total, previous);
  }

  /** Returns how long a build took that is complete or failing; null of any other. */
  public static @Nullable Duration duration(Status status) {
    return status.complete() || status.error()
        ? Duration.between(status.createdAt(), status.updatedAt())
        : null;
  }

  /** Returns the package and environment. */
  public PackageKey key() {
    return status.key().packageKey();
  }

  /** Returns whether another view of the same build looks the same, but for the time left. */
  public boolean isShownAs(HeadView other) {
    return status.equals(other.status)
        && state == other.state
        && Objects.equals(activity.lastEventAt(), other.activity.lastEventAt());
  }

  /** Writes the JSON object of an overview. */
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    writeFields(json);
    json.writeEndObject();
  }

  /**
   * Writes the JSON object of a build.
   *
   * @param head whether the build is its package's head
   */
  public void writeBuild(JsonGenerator json, boolean head) throws IOException {
    json.writeStartObject();
    writeFields(json);
    json.writeBooleanField("complete", status.complete());
    json.writeBooleanField("error", status.error());
    json.writeBooleanField("head", head);
    Duration duration = duration(status);
    if (duration != null) {
      json.writeNumberField("durationMs", duration.toMillis());
    }
    json.writeEndObject();
  }

  private void writeFields(JsonGenerator json) throws IOException {
    json.writeStringField("pkg", status.key().pkg());
    json.writeStringField("env", status.key().env());
    json.writeStringField("version", status.key().version());
    if (status.previousVersion() != null) {
      json.writeStringField("previousVersion", status.previousVersion());
    }
    json.writeStringField("state", state.wireName());
    json.writeNumberField("progress", status.progress());
    if (status.total() != null) {
      json.writeNumberField("total", status.total());
    }
    if (activity.count() != null) {
      json.writeNumberField("count", activity.count());
    }
    json.writeStringField("createdAt", Timestamps.format(status.createdAt()));
    json.writeStringField("updatedAt", Timestamps.format(status.updatedAt()));
    if (activity.lastEventAt() != null) {
      json.writeStringField("lastEventAt", Timestamps.format(activity.lastEventAt()));
    }
    json.writeStringField("since", Timestamps.format(since));
    if (timeLeft != null) {
      json.writeNumberField("timeLeftMs", timeLeft.toMillis());
    }
    json.writeNumberField("revision", status.revision());
  }
}
