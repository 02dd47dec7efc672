package ai.warehouse.status.api.cli;

import ai.warehouse.status.model.Timestamps;
import ai.warehouse.status.model.dynamodb.EventQuery;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Prints the history of one build. */
@Command(
    name = "events",
    description = "Prints the events of a build, oldest first; as JSON, publish takes them again.",
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {"", "Exit code: 0 found, 1 there are no such events, 2 trouble."})
@SuppressWarnings("NullAway.Init")
final class EventsCommand extends SourceCommand {
  @Parameters(index = "0", paramLabel = "PKG", description = "The package.")
  private String pkg;

  @Parameters(index = "1", paramLabel = "ENV", description = "The environment.")
  private String env;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "VERSION",
      description = "The version; by default that of the head.")
  private @Nullable String version;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Time.class,
      description = "Only events at or after this time, in ISO-8601 with Z or an offset.")
  private @Nullable Instant since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Time.class,
      description = "Only events before this time.")
  private @Nullable Instant until;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many, the first in order.")
  private @Nullable Integer limit;

  @Option(names = "--newest-first", description = "The other way round.")
  private boolean newestFirst;

  private int printed;

  EventsCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() {
    Target target = target(pkg, env, version);
    source().events(target, query(), this::print);
    if (printed == 0) {
      shell().err().printf("There are no such events of %s%n", target);
      return ExitCode.NO;
    }
    return ExitCode.YES;
  }

  private EventQuery query() {
    try {
      return new EventQuery(newestFirst, since, until, limit);
    } catch (IllegalArgumentException e) {
      throw usage(e);
    }
  }

  private void print(JsonNode event) {
    PrintStream out = shell().out();
    out.println(json() ? Json.line(event) : LiveText.event(event));
    printed++;
  }

  /** Used by picocli. */
  static final class Time implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return Timestamps.parse(text);
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'" + text + "' is no ISO-8601 date-time with Z or offset");
      }
    }
  }
}
