package ai.warehouse.status.benchmark.api;

import ai.warehouse.status.api.ApiMain;
import ai.warehouse.status.benchmark.Checkout;
import ai.warehouse.status.benchmark.Fixture;
import ai.warehouse.status.benchmark.Machine;
import ai.warehouse.status.benchmark.Measurement;
import ai.warehouse.status.benchmark.SteadyStream;
import ai.warehouse.status.benchmark.Times;
import ai.warehouse.status.benchmark.Workload;
import ai.warehouse.status.benchmark.path.Installation;
import ai.warehouse.status.embedded.ChildJvm;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.Timestamps;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.model.kafka.StatusEventPublisher;
import ai.warehouse.status.testing.browser.Browser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;
import picocli.CommandLine.Command;

/** Measures how late status-api tells what was published, and what the service takes for that. */
@Command(
    name = "status-api",
    description =
        "How late open streams, waiters and a browser learn of events at 200 a second, how many"
            + " events a second are taken over HTTP, and CPU and memory of the service.",
    footer = "%nIt takes six minutes, and with --quick three.")
public final class StatusApiCommand extends Measurement<StatusApiCommand.Sizes> {
  private static final Pattern ADDRESS = Pattern.compile("Serving the API.* port=\"?(\\d+)");
  private static final Pattern EVENT_ID = Pattern.compile("\"eventId\":\"([^\"]+)\"");
  private static final Pattern UPDATED_AT = Pattern.compile("\"updatedAt\":\"([^\"]+)\"");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final double RATE = 200;
  private static final int IN_FLIGHT = 32;
  private static final int BATCH = 100;
  private static final int EVENTS_A_MARKER = 20;
  private static final int DIGITS = 3;
  private static final String TOKEN = "a-token-of-the-benchmark";

  // Notes when texts with a number of ours are in the page.
  private static final String OBSERVE =
      """
      window.seen = {};
      const note = node => {
        for (const [marker] of node.textContent.matchAll(/marker-\\d+/g)) seen[marker] ??= Date.now();
      };
      new MutationObserver(changes => changes.forEach(change => change.type === 'characterData'
          ? note(change.target) : change.addedNodes.forEach(note)))
        .observe(document.body, {subtree: true, childList: true, characterData: true});
      """;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Sizes sizes;
  private Run run;
  private Workload workload;
  private URI service;
  private ProcessHandle process;
  private StatusEventPublisher publisher;

  /**
   * How much is measured.
   *
   * @param warmUp events published at once, before anything counts
   * @param streams open at once, half of them of all heads, half of one package each
   * @param waiters for one build
   * @param seconds of events for the streams, and again for each view in a browser
   * @param posts of an event each; a tenth as many are of a hundred each
   * @param pause seconds for clients to connect, and for the last answers to come
   */
  record Sizes(int warmUp, int streams, int waiters, int seconds, int posts, int pause) {
    static final Sizes FULL = new Sizes(20_000, 2_000, 5_000, 60, 10_000, 10);
    static final Sizes QUICK = new Sizes(5_000, 2_000, 5_000, 15, 2_000, 10);
  }

  /**
   * How late something was, and what belongs to that: CPU of the service in a second, memory of its
   * process, answers by HTTP status.
   */
  record Lateness(String what, Times times, Map<String, Object> more) {
    @Override
    public String toString() {
      return "  %-28s %s%n    %s".formatted(what, times, more);
    }
  }

  /** Measures by the options given. */
  public StatusApiCommand() {
    super(Sizes.FULL, Sizes.QUICK, Sizes.QUICK);
  }

  @Override
  protected void measure(Sizes given, Run with) throws IOException, InterruptedException {
    sizes = given;
    run = with;
    workload = new Workload(Workload.BUILDS, Workload.LOCALES, run.seed());
    try (Fixture fixture = new Fixture();
        Installation installation =
            new Installation(Checkout.current(), fixture, fixture.dynamoDb().endpoint(), run);
        ChildJvm child = Checkout.current().start(ApiMain.class, settings(installation));
        StatusEventPublisher opened =
            new StatusEventPublisher(
                Map.of("bootstrap.servers", fixture.broker().bootstrapServers()),
                installation.topics())) {
      publisher = opened;
      process = child.handle();
      service = URI.create("http://127.0.0.1:" + child.awaitOutput(ADDRESS, PATIENCE).group(1));
      publish(Double.POSITIVE_INFINITY, sizes.warmUp(), (event, due) -> {});
      fixture.awaitStored(installation.topics(), installation::checkAlive);
      run.report().print("%nMilliseconds from when events were due, 200 a second");
      follow(0);
      follow(sizes.streams());
      browse();
      run.report().print("%nMilliseconds of requests");
      await(sizes.waiters());
      post("one event each", sizes.posts(), 1, IN_FLIGHT);
      post("a hundred events each", sizes.posts() / 10, BATCH, IN_FLIGHT);
      fixture.broker().pause();
      post("a hundred each, no broker", sizes.posts(), BATCH, sizes.posts());
      fixture.broker().resume();
      post("one each, the broker again", sizes.posts() / 10, 1, IN_FLIGHT);
    }
  }

  private static Map<String, String> settings(Installation installation) {
    Map<String, String> settings = new HashMap<>(installation.settings());
    settings.putAll(Map.of("api.port", "0", "publish.enabled", "true", "publish.token", TOKEN));
    return settings;
  }

  private void publish(double rate, long events, ObjLongConsumer<StatusEvent> before) {
    new SteadyStream(rate, 0)
        .run(
            events,
            run.report().progress("events", events),
            due -> {
              StatusEvent event = workload.next();
              before.accept(event, due);
              publisher.publish(event);
            });
  }

  private void follow(int streams) throws InterruptedException {
    try (Streams heads = new Streams(client, UPDATED_AT);
        Streams events = new Streams(client, EVENT_ID)) {
      for (int i = 0; i < streams / 2; i++) {
        String pkg = "package-%03d".formatted(i % Workload.BUILDS);
        heads.open(service.resolve("/stream"));
        events.open(service.resolve("/stream/%s/prod".formatted(pkg)));
      }
      heads.awaitSnapshots(PATIENCE);
      events.awaitSnapshots(PATIENCE);
      TimeUnit.SECONDS.sleep(sizes.pause());
      double cpu = Machine.cpuMicros(process);
      long[] expected = {0};
      publish(
          RATE,
          Math.round(RATE * sizes.seconds()),
          (event, due) -> {
            heads.expect(Timestamps.format(event.createdAt()), due); // each event has another
            if (events.expect(event.eventId().toString(), due)) {
              expected[0] += streams / 2 / Workload.BUILDS;
            }
          });
      long cpuMs = Math.round((Machine.cpuMicros(process) - cpu) / 1e3 / sizes.seconds());
      events.awaitNoted(expected[0], Duration.ofSeconds(sizes.pause()));
      Map<String, Object> more = new TreeMap<>(Map.of("cpuMs", cpuMs, "streams", streams));
      more.put("residentMb", Machine.residentMb(process));
      more.put("ended", heads.ended() + events.ended());
      more.put("expected", expected[0]);
      run.report().add(new Lateness("events, streams of a package", events.times(), more));
      run.report().add(new Lateness("streams of all heads", heads.times(), Map.of()));
    }
  }

  private void browse() throws InterruptedException {
    Browser browser = Browser.startIfThere().orElse(null);
    if (browser == null) {
      run.report().print("  %s", Browser.HOW_TO_GET_ONE);
      return;
    }
    try (browser) {
      BuildKey build = new BuildKey("marked", "prod", "1.0.0");
      watch(
          browser,
          "build/marked/prod/1.0.0",
          marker -> event(build).locale("de-DE").message(marker));
      watch(browser, "", marker -> event(new BuildKey("marked", "prod", marker)));
    }
  }

  /** Opens a view, and publishes events with texts that the view then shows. */
  private void watch(Browser browser, String view, Function<String, StatusEvent.Builder> marked)
      throws InterruptedException {
    browser.driver().get("about:blank"); // or only the hash would change
    browser.driver().get(service + "/#/" + view);
    browser.driver().executeScript(OBSERVE);
    TimeUnit.SECONDS.sleep(sizes.pause());
    long[] events = {0};
    Map<String, Long> published = new HashMap<>();
    publish(
        RATE,
        Math.round(RATE * sizes.seconds()),
        (event, due) -> {
          if (events[0]++ % EVENTS_A_MARKER == 0) {
            String marker = "marker-" + published.size();
            published.put(marker, System.currentTimeMillis());
            publisher.publish(marked.apply(marker).build());
          }
        });
    TimeUnit.SECONDS.sleep(sizes.pause());
    Map<?, ?> seen = (Map<?, ?>) browser.driver().executeScript("return seen");
    Histogram micros = new Histogram(DIGITS);
    Map<String, Object> more = Map.of("expected", published.size());
    published.keySet().retainAll(seen.keySet());
    published.forEach(
        (marker, at) -> micros.recordValue(1_000 * (((Number) seen.get(marker)).longValue() - at)));
    run.report().add(new Lateness("in a browser, #/" + view, Times.of(micros), more));
  }

  private static StatusEvent.Builder event(BuildKey build) {
    return StatusEvent.builder().key(build).createdAt(Instant.now());
  }

  private void await(int waiters) throws InterruptedException {
    BuildKey build = new BuildKey("waited-for", "prod", "1.0.0");
    publisher.publish(event(build).kind(EventKind.QUEUED).total(1).build()).join();
    URI wait = service.resolve("/wait/waited-for/prod/1.0.0?timeout=300");
    HttpRequest request = HttpRequest.newBuilder(wait).build();
    StatusEvent last = event(build).kind(EventKind.COMPLETE).locale("de-DE").build();
    send("waiters for one build", waiters, waiters, () -> request, () -> publisher.publish(last));
  }

  private void post(String what, int posts, int batch, int inFlight) throws InterruptedException {
    HttpRequest.Builder post =
        HttpRequest.newBuilder(service.resolve("/events"))
            .header("Authorization", "Bearer " + TOKEN);
    Supplier<String> events =
        () ->
            Stream.generate(workload::next)
                .limit(batch)
                .map(event -> new String(StatusEventJson.write(event), StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
    send(
        "posts, " + what,
        posts,
        inFlight,
        () -> post.copy().POST(BodyPublishers.ofString(events.get())).build(),
        null);
  }

  /**
   * Sends requests, so many at once.
   *
   * @param trigger done a while after all are sent, from when their time counts; null if from when
   *     they are sent
   */
  private void send(
      String what, int count, int inFlight, Supplier<HttpRequest> requests, Runnable trigger)
      throws InterruptedException {
    Semaphore free = new Semaphore(inFlight);
    Map<Object, Integer> byStatus = new ConcurrentHashMap<>();
    SynchronizedHistogram micros = new SynchronizedHistogram(DIGITS);
    AtomicLong begun = new AtomicLong(System.nanoTime());
    for (int i = 0; i < count; i++) {
      HttpRequest request = requests.get();
      free.acquire();
      long sent = System.nanoTime();
      client
          .sendAsync(request, BodyHandlers.discarding())
          .whenComplete(
              (answer, failure) -> {
                long nanos = System.nanoTime() - Math.max(sent, begun.get());
                micros.recordValue(TimeUnit.NANOSECONDS.toMicros(nanos));
                byStatus.merge(answer == null ? "none" : answer.statusCode(), 1, Integer::sum);
                free.release();
              });
    }
    if (trigger != null) {
      TimeUnit.SECONDS.sleep(sizes.pause());
      begun.set(System.nanoTime());
      trigger.run();
    }
    free.acquire(inFlight);
    long rate = Math.round(count * 1e9 / (System.nanoTime() - begun.get()));
    Map<String, Object> more = new TreeMap<>(Map.of("answers", byStatus, "aSecond", rate));
    more.put("residentMb", Machine.residentMb(process));
    run.report().add(new Lateness(what, Times.of(micros), more));
  }
}
