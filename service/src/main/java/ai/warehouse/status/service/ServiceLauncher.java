package ai.warehouse.status.service;

import java.io.PrintStream;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigDef;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Runs a service from its command line to its exit code.
 *
 * <p>This class has no logger, and the main class that calls it should have none: the first logger
 * of a process reads the logging configuration, which {@link #run} is yet to choose.
 */
public final class ServiceLauncher {

  /** The service stopped as it was told to. */
  public static final int OK = 0;

  /** A fatal error, an unfit start or an unclean stop. */
  public static final int FAILED = 1;

  /** The command line or the configuration is wrong. */
  public static final int BAD_USAGE = 2;

  private final String name;
  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;

  ServiceLauncher(String name, Map<String, String> environment, PrintStream out, PrintStream err) {
    this.name = name;
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  /**
   * Reads the configuration, runs the service until it ends or fails, and returns the exit code for
   * {@code System.exit}.
   *
   * <p>On SIGTERM or SIGINT it does not return: when the service has drained, the process is halted
   * with 0, or with 1 if it did not drain in time.
   *
   * @param definition made from {@link CommonSettings#configDef}; a supplier, because creating a
   *     ConfigDef creates a logger
   * @param passThroughPrefixes of keys that are passed on unvalidated, each ending with a dot
   * @param factory creates the service without starting anything
   * @param arguments of {@code main}
   */
  public static int run(
      String name,
      Supplier<ConfigDef> definition,
      Set<String> passThroughPrefixes,
      Function<Settings, ? extends Service> factory,
      String... arguments) {
    MaskedOutput.install();
    ServiceLauncher launcher = new ServiceLauncher(name, System.getenv(), System.out, System.err);
    try {
      LoggingSetup.apply();
    } catch (ConfigurationException e) {
      return launcher.refuse(e);
    }
    return launcher.run(
        new SettingsSchema(definition.get(), passThroughPrefixes), factory, arguments);
  }

  int run(
      SettingsSchema schema, Function<Settings, ? extends Service> factory, String... arguments) {
    ServiceOptions options = new ServiceOptions();
    CommandLine commandLine = commandLine(options);
    try {
      commandLine.parseArgs(arguments);
      if (options.help) {
        commandLine.usage(out);
        out.println();
        out.print(KeyReference.print(schema));
        return OK;
      }
      if (options.version) {
        out.println(name + " " + Version.current());
        return OK;
      }
      Settings settings = load(schema, options);
      if (options.printConfig) {
        out.print(settings.describe());
        return OK;
      }
      schema.prefixes().forEach(prefix -> OAuthResources.allow(settings.passThrough(prefix)));
      return ServiceRunner.run(name, settings, factory);
    } catch (ParameterException e) {
      return refuse(new ConfigurationException(usageMessage(e) + "; see --help"));
    } catch (ConfigurationException e) {
      return refuse(e);
    }
  }

  private CommandLine commandLine(ServiceOptions options) {
    CommandSpec spec = CommandSpec.forAnnotatedObject(options).name(name);
    // An argument that begins with @ is one, not the name of a file with more of them.
    return new CommandLine(spec).setExpandAtFiles(false);
  }

  private Settings load(SettingsSchema schema, ServiceOptions options) {
    SettingsLoader loader = new SettingsLoader(schema);
    if (options.config != null) {
      loader.file(options.config);
    }
    return loader.environment(environment).commandLine(options.set).load();
  }

  /** Keeps stray arguments out of the message: they may be the rest of an unquoted secret. */
  private static String usageMessage(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      return first.startsWith("-")
          ? "Unknown option " + first.replaceFirst("(?s)=.*", "")
          : "An argument belongs to no option";
    }
    return String.valueOf(e.getMessage());
  }

  private int refuse(ConfigurationException e) {
    err.println(name + ": " + Secrets.mask(String.valueOf(e.getMessage())));
    return BAD_USAGE;
  }
}
