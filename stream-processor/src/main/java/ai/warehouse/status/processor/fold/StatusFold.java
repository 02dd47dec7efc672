package ai.warehouse.status.processor.fold;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.LocaleState;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.processor.fold.FoldResult.LocaleChange;
import ai.warehouse.status.processor.fold.FoldResult.Move;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Folds one event into the state (SPEC §2).
 *
 * <p>Most events read their build and no more, as it {@linkplain BuildState#goesOnWith goes on}.
 * One that completes or fails a locale reads that, too. Only one with which a build begins, or
 * turns out to have begun earlier, looks for the build's place: the builds of a package name each
 * other in their order, so a move rewrites five of them at most, and the head is the one that names
 * none after it.
 */
public final class StatusFold {
  private final StateView state;
  private final StatusEvent event;
  private final long revision;
  private final BuildKey key;
  private final PackageKey packageKey;
  // The builds that the event may concern, as they were and as they are now.
  private final Map<BuildKey, BuildState> before = new HashMap<>();
  private final Map<BuildKey, BuildState> after = new LinkedHashMap<>();

  private StatusFold(StateView state, StatusEvent event, long revision) {
    this.state = state;
    this.event = event;
    this.revision = revision;
    this.key = event.key();
    this.packageKey = key.packageKey();
  }

  /**
   * Returns the changes that an event makes.
   *
   * @param revision that of every item changed; larger than that of every earlier event
   * @throws IllegalStateException if the state contradicts itself
   */
  public static FoldResult fold(StateView state, StatusEvent event, long revision) {
    if (event.kind() == EventKind.IGNORED) {
      return FoldResult.UNCHANGED;
    }
    BuildState own = Objects.requireNonNullElse(state.build(event.key()), BuildState.NONE);
    return own.goesOnWith(event)
        ? FoldResult.UNCHANGED
        : new StatusFold(state, event, revision).fold(own);
  }

  private FoldResult fold(BuildState own) {
    LocaleState locale = locale();
    LocaleState newLocale = LocaleState.concernedBy(event) ? locale.with(event) : locale;
    BuildState newOwn = own.with(event, locale, newLocale);
    if (newOwn.equals(own) && newLocale.equals(locale)) {
      return FoldResult.UNCHANGED;
    }
    before.put(key, own);
    after.put(key, newOwn);
    Move move = newOwn.createdAt().equals(own.createdAt()) ? null : move(own, newOwn);
    after.entrySet().removeIf(build -> build.getValue().equals(before.get(build.getKey())));
    return new FoldResult(
        after,
        newLocale.equals(locale) ? null : new LocaleChange(key, event.locale(), newLocale),
        move,
        changedStatuses(),
        changedHead(),
        newOwn.completedLocales() == own.completedLocales()
            ? null
            : new StatusCounter(key, newOwn.completedLocales(), revision));
  }

  private LocaleState locale() {
    LocaleState known =
        LocaleState.concernedBy(event) ? state.locale(key, event.locale()) : LocaleState.NONE;
    return known == null ? LocaleState.NONE : known;
  }

  /** Finds the place of a build that is new or began earlier than was known; none moves later. */
  private Move move(BuildState own, BuildState newOwn) {
    BuildOrder from = own.exists() ? new BuildOrder(own.createdAt(), key.version()) : null;
    BuildOrder to = new BuildOrder(newOwn.createdAt(), key.version());
    String previous = version(state.before(packageKey, to));
    boolean betweenTheSame = own.exists() && Objects.equals(previous, own.previousVersion());
    if (!betweenTheSame) {
      if (own.exists()) {
        link(own.previousVersion(), own.nextVersion());
      }
      String next =
          previous == null
              ? version(state.after(packageKey, to))
              : build(previous).nextVersion(); // without a look-up
      link(previous, key.version());
      link(key.version(), next);
    }
    return new Move(packageKey, from, to);
  }

  /** Has two versions follow each other; null stands for the end on either side. */
  private void link(String previous, String next) {
    if (previous != null) {
      after.put(buildKey(previous), build(previous).withNextVersion(next));
    }
    if (next != null) {
      after.put(buildKey(next), build(next).withPreviousVersion(previous));
    }
  }

  /** Returns a build as the event has changed it so far. */
  private BuildState build(String version) {
    return after.computeIfAbsent(
        buildKey(version),
        build -> {
          BuildState known = state.build(build);
          if (known == null) {
            throw new IllegalStateException("the order of builds names one that has no state");
          }
          before.put(build, known);
          return known;
        });
  }

  private List<Status> changedStatuses() {
    List<Status> changed = new ArrayList<>();
    after.forEach(
        (build, now) -> {
          BuildState then = before.get(build);
          ShownBuild shown = now.shown(build);
          if (!then.exists() || !shown.equals(then.shown(build))) {
            changed.add(shown.status(build, revision));
          }
        });
    return changed;
  }

  /** Returns the package's head if it differs from before, else null. */
  private StatusHead changedHead() {
    for (Map.Entry<BuildKey, BuildState> changed : after.entrySet()) {
      BuildState now = changed.getValue();
      if (now.isHead()) {
        BuildKey build = changed.getKey();
        BuildState then = before.get(build);
        ShownBuild shown = now.shown(build);
        return then.isHead() && shown.inHead().equals(then.shown(build).inHead())
            ? null
            : StatusHead.of(shown.status(build, revision), revision);
      }
    }
    return null;
  }

  private BuildKey buildKey(String version) {
    return new BuildKey(key.pkg(), key.env(), version);
  }

  private static String version(BuildOrder place) {
    return place == null ? null : place.version();
  }
}
