package ai.warehouse.status.service;

import java.util.concurrent.CompletableFuture;

/** A long-running process as the launcher sees it: started once, watched, drained once. */
public interface Service extends AutoCloseable {

  /**
   * Starts the work and returns when the service runs; called once.
   *
   * @throws ConfigurationException if values that are valid alone do not fit together
   * @throws StartupException if the surroundings are unfit
   */
  void start();

  /**
   * The same future at every call, never null: it completes when the service has ended by itself,
   * exceptionally if a fatal error ended it. Stopping through {@link #close} need not complete it.
   */
  CompletableFuture<Void> termination();

  /**
   * Drains: takes no more work, finishes or hands back what it has, frees everything.
   *
   * <p>A signal can come at any time, so this may be called on another thread while {@link #start}
   * still runs (which should then give up), and after a start that failed. The launcher calls it
   * once, and stops waiting for it after {@link CommonSettings#SHUTDOWN_TIMEOUT_MS}.
   */
  @Override
  void close();
}
