package ai.warehouse.status.processor.state;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.LocaleState;
import ai.warehouse.status.processor.fold.BuildState;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a task remembers of the builds it has looked up last, so that most events need no store. It
 * has nothing that the stores don't have, and lives no longer than the {@link FoldState} of a task.
 * Not thread-safe.
 */
final class RecentBuilds {
  private static final float LOAD_FACTOR = 0.75f;
  private static final boolean BY_ACCESS = true;

  private final Map<BuildKey, Recent> builds = new LinkedHashMap<>(16, LOAD_FACTOR, BY_ACCESS);
  private final int limit;
  private int size; // builds and locales

  /**
   * Begins without any.
   *
   * @param limit of builds and locales together; those not looked up for longest give way
   */
  RecentBuilds(int limit) {
    this.limit = limit;
  }

  /** A build as it is in the stores, and those of its locales that are remembered. */
  static final class Recent {
    private final Map<String, LocaleState> locales = new HashMap<>();
    private final boolean allLocales;
    private BuildState state;

    private Recent(BuildState state) {
      this.state = state;
      allLocales = state == null;
    }

    /** Returns the state; null if there is none. */
    BuildState state() {
      return state;
    }

    /** Returns the state of a locale; null if it isn't remembered. */
    LocaleState locale(String locale) {
      return locales.get(locale);
    }

    /** Returns whether no others are stored: those of a build remembered before its first event. */
    boolean hasAllLocales() {
      return allLocales;
    }
  }

  /** Returns a build; null if it isn't remembered. */
  Recent get(BuildKey key) {
    return builds.get(key);
  }

  boolean contains(BuildKey key) {
    return builds.containsKey(key);
  }

  /**
   * Remembers a build.
   *
   * @param state as the stores have it; null if they don't have the build
   */
  Recent add(BuildKey key, BuildState state) {
    Recent build = new Recent(state);
    builds.put(key, build);
    grow();
    return build;
  }

  /** Changes a build, if it is remembered, after the stores. */
  void changed(BuildKey key, BuildState state) {
    Recent build = builds.get(key);
    if (build != null) {
      build.state = state;
    }
  }

  /** Remembers a locale as the stores have it, if its build is remembered. */
  void add(BuildKey key, String locale, LocaleState state) {
    Recent build = builds.get(key);
    if (build != null && build.locales.put(locale, state) == null) {
      grow();
    }
  }

  private void grow() {
    size++;
    Iterator<Recent> eldest = builds.values().iterator();
    while (size > limit) {
      size -= 1 + eldest.next().locales.size();
      eldest.remove();
    }
  }
}
