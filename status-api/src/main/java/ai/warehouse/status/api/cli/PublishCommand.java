package ai.warehouse.status.api.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.warehouse.status.api.publish.EventIntake;
import ai.warehouse.status.api.publish.RefusedEventsException;
import ai.warehouse.status.model.Fields;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.StatusEventJson;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes one event, or all of standard input. */
@Command(
    name = "publish",
    description =
        "Publishes the event that the options tell, or without PKG the events of standard input,"
            + " one JSON object a line, as they come. Prints the id of each event that is stored.",
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "Exit code: 0 all are stored, 1 an event is refused, as it breaks a rule: those before it are"
          + " stored, 2 trouble. To publish again is safe with the same --event-id."
    })
@SuppressWarnings("NullAway.Init")
final class PublishCommand extends SourceCommand {
  private static final int BATCH_EVENTS = 500;
  private static final int BATCH_BYTES = 256 * 1024;

  @Parameters(index = "0", arity = "0..1", paramLabel = "PKG", description = "The package.")
  private @Nullable String pkg;

  @Parameters(index = "1", arity = "0..1", paramLabel = "ENV", description = "The environment.")
  private @Nullable String env;

  @Parameters(index = "2", arity = "0..1", paramLabel = "VERSION", description = "The version.")
  private @Nullable String version;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "event, queued, complete, error or ignored; by default event.")
  private @Nullable String type;

  @Option(
      names = "--locale",
      paramLabel = "LOCALE",
      description = "The locale; without it the event concerns the build as a whole.")
  private @Nullable String locale;

  @Option(
      names = "--total",
      paramLabel = "N",
      description = "Of how many locale builds the build consists; with --type queued.")
  private @Nullable Integer total;

  @Option(names = "--message", paramLabel = "TEXT", description = "Short text for people.")
  private @Nullable String message;

  @Option(
      names = "--details-file",
      paramLabel = "FILE",
      description = "Holds the long text for people, such as a log; - is standard input.")
  private @Nullable Path details;

  @Option(
      names = "--created-at",
      paramLabel = "TIME",
      description = "When it happened, in ISO-8601 with Z or an offset; by default now.")
  private @Nullable String createdAt;

  @Option(
      names = "--event-id",
      paramLabel = "UUID",
      description = "Tells the event from others; by default a new one.")
  private @Nullable String eventId;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long to try anew while nobody answers (default: ${DEFAULT-VALUE}).")
  private int timeoutSeconds;

  private final Clock clock;

  PublishCommand(Shell shell, Clock clock) {
    super(shell);
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    if (pkg == null) {
      return publishInput(source());
    }
    ObjectNode event = fields();
    try {
      publish(source(), judge(Json.line(event).getBytes(UTF_8)));
      return ExitCode.YES;
    } catch (RefusedEventsException e) {
      return refuse("", e);
    }
  }

  private ObjectNode fields() {
    ObjectNode event = Json.MAPPER.createObjectNode();
    put(event, Fields.PKG.name(), pkg);
    put(event, Fields.ENV.name(), env);
    put(event, Fields.VERSION.name(), version);
    put(event, Fields.EVENT_TYPE.name(), type);
    put(event, Fields.LOCALE.name(), locale);
    put(event, Fields.MESSAGE.name(), message);
    put(event, Fields.DETAILS.name(), details == null ? null : read(details));
    put(event, Fields.CREATED_AT.name(), createdAt);
    put(event, Fields.EVENT_ID.name(), eventId);
    if (total != null) {
      event.put(Fields.TOTAL.name(), total);
    }
    return event;
  }

  private static void put(ObjectNode event, String field, @Nullable String value) {
    if (value != null) {
      event.put(field, value);
    }
  }

  // As it is: a log may hold bytes that are no text.
  private String read(Path file) {
    try {
      byte[] bytes =
          file.toString().equals("-") ? shell().in().readAllBytes() : Files.readAllBytes(file);
      return new String(bytes, UTF_8);
    } catch (IOException e) {
      throw TroubleException.lasting("File " + file + " cannot be read: " + e, e);
    }
  }

  private int publishInput(Source source) throws IOException {
    InputStream in = new BufferedInputStream(shell().in());
    List<StatusEvent> batch = new ArrayList<>();
    int bytes = 0;
    int number = 0;
    for (byte[] line = Lines.next(in); line != null; line = Lines.next(in)) {
      number++;
      try {
        if (!Lines.isBlank(line)) {
          batch.addAll(judge(line));
        }
      } catch (RefusedEventsException e) {
        publish(source, batch);
        return refuse("line " + number + ": ", e);
      }
      bytes += line.length;
      boolean full = batch.size() >= BATCH_EVENTS || bytes >= BATCH_BYTES;
      if (full || in.available() == 0) {
        publish(source, batch);
        batch.clear();
        bytes = 0;
      }
    }
    publish(source, batch);
    return ExitCode.YES;
  }

  private List<StatusEvent> judge(byte[] json) {
    return EventIntake.read(json, clock.instant());
  }

  private void publish(Source source, List<StatusEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    persist(
        Duration.ofSeconds(timeoutSeconds),
        left -> {
          source.publish(events);
          return events;
        });
    for (StatusEvent event : events) {
      shell()
          .out()
          .println(
              json()
                  ? new String(StatusEventJson.write(event), UTF_8)
                  : event.eventId().toString());
    }
  }

  private int refuse(String where, RefusedEventsException e) {
    InvalidRecordException why = e.why();
    shell()
        .err()
        .printf("%s: %s%s%n", Cli.NAME, where, why == null ? e.getMessage() : why.getMessage());
    return ExitCode.NO;
  }
}
