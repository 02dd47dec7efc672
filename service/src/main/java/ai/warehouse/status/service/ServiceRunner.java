package ai.warehouse.status.service;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts one service, waits for its end or for a signal, and drains it within a time limit.
 *
 * <p>Two threads can be here at once: the main thread, which waits and returns an exit code, and
 * the shutdown hook's, which a signal starts. Whichever wants to stop the service first does; the
 * other waits for the same result.
 */
final class ServiceRunner {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceRunner.class);

  private final String name;
  private final Service service;
  private final Duration timeout;
  private final CompletableFuture<Void> uncaught = new CompletableFuture<>();
  private final AtomicReference<String> whyStopped = new AtomicReference<>();
  private final FutureTask<Boolean> stopping = new FutureTask<>(this::closeWithinTimeout);
  private volatile boolean signalled;
  private volatile boolean failed;

  private ServiceRunner(String name, Service service, Duration timeout) {
    this.name = name;
    this.service = service;
    this.timeout = timeout;
  }

  /**
   * Returns the exit code, or never if a signal ended the service.
   *
   * @throws ConfigurationException if that is why the service did not start
   */
  static int run(String name, Settings settings, Function<Settings, ? extends Service> factory) {
    logStart(name, settings);
    Service service;
    try {
      service = factory.apply(settings);
    } catch (ConfigurationException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      logFailure(name, "Service cannot be created", e);
      return ServiceLauncher.FAILED;
    }
    return new ServiceRunner(name, service, settings.getMillis(CommonSettings.SHUTDOWN_TIMEOUT_MS))
        .run();
  }

  private static void logStart(String name, Settings settings) {
    LOG.atInfo()
        .addKeyValue("service", name)
        .addKeyValue("version", Version.current())
        .addKeyValue("java", Runtime.version())
        .addKeyValue("pid", ProcessHandle.current().pid())
        .log("Service starting");
    for (SettingsPrinter.Line setting : settings.lines()) {
      LOG.atInfo()
          .addKeyValue("key", setting.key())
          .addKeyValue("value", setting.value())
          .addKeyValue("from", setting.source())
          .log("Configuration");
    }
  }

  private int run() {
    Thread hook = new Thread(this::stopAndHalt, "shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    Thread.UncaughtExceptionHandler previous = Thread.getDefaultUncaughtExceptionHandler();
    // A thread that dies unseen would leave a process that looks alive and does nothing.
    Thread.setDefaultUncaughtExceptionHandler(this::onUncaught);
    try {
      if (start()) {
        awaitEnd();
      }
      boolean clean = stop(failed ? "fatal error" : "ended by itself");
      return signalled ? exitCode(clean) : logExit(exitCode(clean));
    } catch (ConfigurationException e) {
      stop("bad configuration");
      throw e;
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(previous);
      remove(hook);
    }
  }

  private boolean start() {
    try {
      service.start();
    } catch (ConfigurationException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      if (signalled) {
        LOG.atInfo()
            .addKeyValue("service", name)
            .addKeyValue("reason", e.getMessage())
            .log("Start given up");
        LOG.atDebug().addKeyValue("service", name).setCause(e).log("Start given up");
      } else {
        fail("Service cannot start", e);
      }
      return false;
    }
    LOG.atInfo().addKeyValue("service", name).log("Service started");
    return true;
  }

  private void awaitEnd() {
    try {
      CompletableFuture.anyOf(service.termination(), uncaught).join();
    } catch (RuntimeException e) {
      fail("Service failed", e instanceof CompletionException ? causeOf(e) : e);
    }
  }

  private static Throwable causeOf(Exception e) {
    return e.getCause() == null ? e : e.getCause();
  }

  private void onUncaught(Thread thread, Throwable error) {
    if (!uncaught.completeExceptionally(error)) {
      LOG.atError().addKeyValue("thread", thread.getName()).setCause(error).log("Thread died");
    }
  }

  /**
   * @param why for the log; of two threads that stop it, that of the first counts
   */
  private boolean stop(String why) {
    whyStopped.compareAndSet(null, why);
    stopping.run();
    try {
      return stopping.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail("Interrupted while stopping", e);
    } catch (ExecutionException e) {
      fail("Service failed to stop", causeOf(e));
    }
    return false;
  }

  private boolean closeWithinTimeout() throws InterruptedException {
    LOG.atInfo()
        .addKeyValue("service", name)
        .addKeyValue("why", whyStopped.get())
        .addKeyValue("timeoutMs", timeout.toMillis())
        .log("Service stopping");
    FutureTask<Void> closing = new FutureTask<>(service::close, null);
    Thread thread = new Thread(closing, "drain");
    thread.setDaemon(true);
    thread.start();
    try {
      closing.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      // Where draining hangs is worth more than where it was waited for.
      e.setStackTrace(thread.getStackTrace());
      LOG.atWarn()
          .addKeyValue("service", name)
          .addKeyValue("timeoutMs", timeout.toMillis())
          .setCause(e)
          .log("Service did not drain in time");
    } catch (ExecutionException e) {
      fail("Service failed to stop", causeOf(e));
    }
    return false;
  }

  /** Logs the first failure only: what fails after it fails mostly because of it. */
  private synchronized void fail(String message, Throwable cause) {
    if (!failed) {
      failed = true;
      logFailure(name, message, cause);
    } else {
      LOG.atDebug().addKeyValue("service", name).setCause(cause).log(message);
    }
  }

  private static void logFailure(String name, String message, Throwable cause) {
    Optional<String> reason =
        cause instanceof StartupException
            ? Optional.of(String.valueOf(cause.getMessage()))
            : NativeLibraries.hint(cause);
    if (reason.isPresent()) {
      LOG.atError().addKeyValue("service", name).addKeyValue("reason", reason.get()).log(message);
      LOG.atDebug().addKeyValue("service", name).setCause(cause).log(message);
    } else {
      LOG.atError().addKeyValue("service", name).setCause(cause).log(message);
    }
  }

  private int exitCode(boolean stoppedCleanly) {
    return stoppedCleanly && !failed ? ServiceLauncher.OK : ServiceLauncher.FAILED;
  }

  private int logExit(int code) {
    LOG.atInfo()
        .addKeyValue("service", name)
        .addKeyValue("why", whyStopped.get())
        .addKeyValue("exit", code)
        .log("Service stopped");
    return code;
  }

  /**
   * What a signal does. Left alone, the JVM would end with 143 after its hooks, and {@code
   * System.exit} in a hook waits for itself, so the hook ends the process with {@code halt}.
   */
  private void stopAndHalt() {
    int code = ServiceLauncher.FAILED;
    try {
      signalled = true;
      boolean clean = stop("signal");
      if (service.termination().isCompletedExceptionally() || uncaught.isDone()) {
        awaitEnd();
      }
      code = logExit(exitCode(clean));
      System.out.flush();
      System.err.flush();
    } catch (RuntimeException | Error e) {
      fail("Service failed to stop", e);
    } finally {
      Runtime.getRuntime().halt(code);
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook has begun and will halt the process; until then System.exit just waits.
      LOG.atDebug().setCause(e).log("Signalled while stopping");
    }
  }
}
