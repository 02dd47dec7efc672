package ai.warehouse.status.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a service takes on its command line; the fields are set by picocli. */
final class ServiceOptions {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Java properties in UTF-8 with the configuration.")
  @Nullable Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Sets one key, over file and environment; repeatable. Other users of the machine can see"
              + " it: give secrets in the file or in the environment.")
  List<String> set = new ArrayList<>();

  @Option(
      names = "--print-config",
      description = "Prints the configuration and where it came from, secrets masked, and exits.")
  boolean printConfig;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Prints this and all keys, and exits.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Prints the version and exits.")
  boolean version;
}
