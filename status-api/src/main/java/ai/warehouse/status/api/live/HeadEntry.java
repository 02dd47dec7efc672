package ai.warehouse.status.api.live;

import ai.warehouse.status.api.view.Activity;
import ai.warehouse.status.api.view.HeadView;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusHead;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one head.
 *
 * @param status of the head's build; null while unknown
 * @param checkedAt when its events were looked at last; null for never
 * @param previous how long the build before took; null if unknown
 */
record HeadEntry(
    StatusHead head,
    @Nullable Status status,
    Activity activity,
    @Nullable Instant checkedAt,
    @Nullable Duration previous) {
  private static final int ALL = 100;
  private static final Duration OFTEN = Duration.ofSeconds(10);
  private static final Duration SELDOM = Duration.ofMinutes(5);

  static HeadEntry of(StatusHead head, @Nullable Status status) {
    return new HeadEntry(head, status, Activity.UNKNOWN, null, null);
  }

  HeadEntry with(StatusHead newest, @Nullable Status ofNewest) {
    if (newest.version().equals(head.version())) {
      return new HeadEntry(newest, status, activity.afterChange(), null, previous);
    }
    boolean follows = head.version().equals(newest.previousVersion());
    Duration took = follows && shown().complete() ? HeadView.duration(shown()) : null;
    return new HeadEntry(newest, ofNewest, Activity.UNKNOWN, null, took);
  }

  HeadEntry with(Status newest) {
    return new HeadEntry(head, newest, activity.afterChange(), null, previous);
  }

  HeadEntry checked(Instant now, Activity found) {
    return new HeadEntry(head, status, found, now, previous);
  }

  BuildKey build() {
    return new BuildKey(head.key().pkg(), head.key().env(), head.version());
  }

  boolean isNews(Status candidate) {
    return candidate.key().equals(build())
        && (status == null || candidate.revision() > status.revision());
  }

  /** Returns whether a change to another entry is one that people wait for. */
  boolean isMilestone(HeadEntry after) {
    Status now = after.shown();
    Status before = shown();
    return !now.key().equals(before.key())
        || now.complete() != before.complete()
        || now.error() != before.error();
  }

  /** Returns the newest that head and status say together; a head alone knows of no error. */
  Status shown() {
    if (status != null && status.revision() >= head.revision()) {
      return status;
    }
    return new Status(
        build(),
        head.createdAt(),
        head.updatedAt(),
        head.total(),
        head.progress(),
        head.progress() == ALL,
        status != null && status.error(),
        head.previousVersion(),
        head.revision());
  }

  HeadView view(Instant now, Duration stalledAfter) {
    return HeadView.of(shown(), activity, previous, now, stalledAfter);
  }

  /**
   * Returns whether the events are to be looked at, as they alone tell queued from building, and
   * stalled from either.
   */
  boolean isInDoubt(Instant now, Duration stalledAfter) {
    Status shown = shown();
    Instant stalledAt = lastSignOfLife(shown).plus(stalledAfter);
    boolean maybeQueued = shown.progress() == 0 && !Boolean.FALSE.equals(activity.queued());
    boolean maybeStalled = stalledAt.minus(OFTEN).isBefore(now);
    Duration interval = stalledAt.plus(OFTEN).isBefore(now) ? SELDOM : OFTEN;
    return !shown.complete()
        && !shown.error()
        && (maybeQueued || maybeStalled)
        && (checkedAt == null || !checkedAt.plus(interval).isAfter(now));
  }

  private Instant lastSignOfLife(Status shown) {
    Instant last = activity.lastEventAt();
    return last != null && last.isAfter(shown.updatedAt()) ? last : shown.updatedAt();
  }
}
