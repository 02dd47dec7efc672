package ai.warehouse.status.sink;

import ai.warehouse.status.service.ServiceLauncher;

/** Runs the sink as a process. */
public final class SinkMain {
  private SinkMain() {}

  /** Ends with the launcher's exit code. */
  public static void main(String[] arguments) {
    System.exit(
        ServiceLauncher.run(
            "sink",
            SinkSettings::configDef,
            SinkSettings.PASS_THROUGH,
            SinkService::new,
            arguments));
  }
}
