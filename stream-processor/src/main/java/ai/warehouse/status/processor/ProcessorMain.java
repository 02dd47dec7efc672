package ai.warehouse.status.processor;

import ai.warehouse.status.service.ServiceLauncher;

/** Starts the stream processor from the command line. */
public final class ProcessorMain {
  private ProcessorMain() {}

  /** Runs until a signal or a fatal error. */
  public static void main(String[] args) {
    System.exit(
        ServiceLauncher.run(
            "stream-processor",
            ProcessorSettings::configDef,
            ProcessorSettings.passThroughPrefixes(),
            ProcessorService::new,
            args));
  }
}
