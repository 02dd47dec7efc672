package ai.warehouse.status.processor.fold;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.processor.fold.FoldResult.HeadChange;
import ai.warehouse.status.processor.fold.FoldResult.LocaleChange;
import ai.warehouse.status.processor.fold.FoldResult.Move;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Folds one event into the state (SPEC §2): reads at most three builds, one locale, one head and
 * four neighbouring positions, however many there are.
 */
public final class StatusFold {
  private final StateView state;
  private final StatusEvent event;
  private final long revision;
  private final BuildKey key;
  private final PackageKey packageKey;
  private final BuildState own;
  private final BuildState newOwn;
  private final LocaleState locale;
  private final LocaleState newLocale;
  private final Map<BuildKey, BuildState> before = new HashMap<>();
  private final Map<BuildKey, BuildState> after = new LinkedHashMap<>();
  private Move move;
  private HeadState head;
  private String headVersion;

  private StatusFold(StateView state, StatusEvent event, long revision) {
    this.state = state;
    this.event = event;
    this.revision = revision;
    this.key = event.key();
    this.packageKey = key.packageKey();
    own = Objects.requireNonNullElse(state.build(key), BuildState.NONE);
    locale = locale();
    newLocale = LocaleState.concernedBy(event) ? locale.with(event) : locale;
    newOwn = own.with(event, locale, newLocale);
  }

  /**
   * Returns what an event changes.
   *
   * @param revision for all that it changes, larger than that of any event that changed something
   *     before
   * @throws IllegalStateException if the state contradicts itself
   */
  public static FoldResult fold(StateView state, StatusEvent event, long revision) {
    return event.kind() == EventKind.IGNORED
        ? FoldResult.UNCHANGED
        : new StatusFold(state, event, revision).fold();
  }

  private boolean addsNothing() {
    return newOwn.equals(own) && newLocale.equals(locale);
  }

  private FoldResult fold() {
    if (addsNothing()) {
      return FoldResult.UNCHANGED;
    }
    before.put(key, own);
    after.put(key, newOwn);
    reorder();
    List<Status> statuses = revise();
    StatusHead head = statuses.isEmpty() ? null : changedHead();
    return new FoldResult(
        after,
        localeChange(),
        move,
        head == null
            ? null
            : new HeadChange(packageKey, new HeadState(head.version(), head.revision())),
        statuses,
        head,
        newOwn.completedLocales() == own.completedLocales() ? null : newOwn.counter(key));
  }

  private LocaleChange localeChange() {
    return newLocale.equals(locale) ? null : new LocaleChange(key, event.locale(), newLocale);
  }

  private LocaleState locale() {
    LocaleState known =
        LocaleState.concernedBy(event) ? state.locale(key, event.locale()) : LocaleState.NONE;
    return known == null ? LocaleState.NONE : known;
  }

  /**
   * Finds the build's place if it is new or began earlier than was known; it never moves later. Its
   * own previous version may change then, that of the build now after it, and that of the build
   * which was after it.
   */
  private void reorder() {
    if (newOwn.createdAt().equals(own.createdAt())) {
      return;
    }
    Position from = own.exists() ? new Position(own.createdAt(), key.version()) : null;
    Position to = new Position(newOwn.createdAt(), key.version());
    move = new Move(packageKey, from, to);
    Position next = state.after(packageKey, to);
    if (from != null && from.equals(next)) {
      return; // earlier, and still before none but those it was before
    }
    Position previous = state.before(packageKey, to);
    after.put(key, newOwn.withPreviousVersion(version(previous)));
    if (next == null) {
      headVersion = key.version();
    } else {
      follows(next, key.version());
    }
    if (from != null) {
      leave(from);
    }
  }

  private void leave(Position from) {
    String version = version(state.before(packageKey, from));
    // Nothing comes after the head, and the look-up would step over all places left before.
    boolean wasHead = key.version().equals(head().version());
    Position next = wasHead ? null : state.after(packageKey, from);
    if (next == null) {
      headVersion = version;
    } else {
      follows(next, version);
    }
  }

  private void follows(Position position, String previousVersion) {
    BuildKey neighbour = buildKey(position.version());
    BuildState known = existing(neighbour);
    before.put(neighbour, known);
    after.put(neighbour, known.withPreviousVersion(previousVersion));
  }

  /** Gives the statuses that differ from before their revision, and returns them. */
  private List<Status> revise() {
    List<Status> changed = new ArrayList<>();
    after.replaceAll(
        (build, now) -> {
          BuildState then = before.get(build);
          if (then.exists() && now.status(build).equals(then.status(build))) {
            return now;
          }
          BuildState revised = now.withRevision(revision);
          changed.add(revised.status(build));
          return revised;
        });
    return changed;
  }

  /** Returns the package's head if it differs from before, else null. */
  private StatusHead changedHead() {
    HeadState head = head();
    String version = headVersion == null ? head.version() : headVersion;
    BuildKey build = buildKey(version);
    if (version.equals(head.version()) && !after.containsKey(build)) {
      return null;
    }
    BuildState now = after.containsKey(build) ? after.get(build) : existing(build);
    StatusHead newHead = StatusHead.of(now.status(build), revision);
    if (version.equals(head.version())) {
      StatusHead known = StatusHead.of(before.get(build).status(build), newHead.revision());
      return newHead.equals(known) ? null : newHead;
    }
    return newHead;
  }

  private HeadState head() {
    if (head == null) {
      head = Objects.requireNonNullElse(state.head(packageKey), HeadState.NONE);
    }
    return head;
  }

  private BuildState existing(BuildKey build) {
    BuildState known = state.build(build);
    if (known == null) {
      throw new IllegalStateException("the order of builds names one that has no state");
    }
    return known;
  }

  private BuildKey buildKey(String version) {
    return new BuildKey(key.pkg(), key.env(), version);
  }

  private static String version(Position position) {
    return position == null ? null : position.version();
  }
}
