package ai.warehouse.status.benchmark.growth;

import ai.warehouse.status.model.StatusEvent;
import java.nio.file.Path;
import java.util.List;

/** A fold and its state. */
interface World extends AutoCloseable {
  /** Folds events and commits, which writes what a cache holds back. */
  Cost fold(List<StatusEvent> events);

  @Override
  void close();

  /** Makes worlds. */
  @FunctionalInterface
  interface Factory {
    /** Makes an empty one that may keep its state in an empty folder. */
    World create(Path folder);
  }
}
