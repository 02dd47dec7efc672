package ai.warehouse.status.api;

import ai.warehouse.status.service.ServiceLauncher;

/** Runs the service for people and scripts as a process. */
public final class ApiMain {
  private ApiMain() {}

  /** Ends with the exit codes of {@link ServiceLauncher}. */
  public static void main(String[] arguments) {
    System.exit(
        ServiceLauncher.run(
            "status-api",
            ApiSettings::configDef,
            ApiSettings.PASS_THROUGH,
            ApiService::new,
            arguments));
  }
}
