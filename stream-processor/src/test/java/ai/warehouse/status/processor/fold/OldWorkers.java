package ai.warehouse.status.processor.fold;

import ai.warehouse.status.model.BuildKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What the old scheduler and workers send, in their own shape: no id and no time, {@code name} for
 * {@code pkg}, fields that nobody reads. {@code
 * model/src/test/resources/old-worker-messages.ndjson} has the same from life.
 */
final class OldWorkers {
  static final int BUILDS = 237;
  static final int LOCALES = 20;

  /** So many packages in so many environments; every such pair has its builds one by one. */
  static final int PACKAGES = 60;

  private static final List<String> ENVS = List.of("dev", "test", "prod");

  private static final List<String> BEFORE_QUEUEING =
      List.of(
          "'unpacking' starting",
          "'unpacking' completed successfully",
          "'npm install-all' starting",
          "'npm install' attempt starting",
          "'npm install' attempt completed successfully",
          "'npm install-all' completed successfully",
          "'packing' starting",
          "'packing' completed successfully",
          "'uploading' starting",
          "'uploading' completed successfully",
          "'Queueing all builds' starting");

  private static final List<String> STEPS_OF_A_LOCALE =
      List.of(
          "Fetched tarball", "webpack build start", "webpack build completed", "Assets published");

  private final Random random;

  OldWorkers(Random random) {
    this.random = random;
  }

  /** One message of a build. */
  record Message(BuildKey build, String eventType, String json) {}

  /** Returns the builds in the order in which they begin: a version of each package, the next... */
  static List<BuildKey> builds() {
    return IntStream.range(0, BUILDS)
        .mapToObj(
            i ->
                new BuildKey(
                    "pkg-" + i % PACKAGES / ENVS.size(),
                    ENVS.get(i % ENVS.size()),
                    "1.%d.0".formatted(i / PACKAGES)))
        .toList();
  }

  /** Returns all messages of a build, as sent; its workers work at all locales at the same time. */
  List<Message> report(BuildKey build) {
    List<Message> sent = new ArrayList<>();
    BEFORE_QUEUEING.forEach(step -> sent.add(event(build, null, step)));
    for (String locale : locales()) {
      sent.add(event(build, locale, "Queuing webpack build for " + build.pkg()));
      sent.add(event(build, locale, "Successfully queued build"));
    }
    sent.add(event(build, null, "'Queueing all builds' completed successfully"));
    sent.add(
        message(build, "queued", "\"total\":%d,\"message\":\"Builds Queued\"".formatted(LOCALES)));
    sent.addAll(work(build));
    return sent;
  }

  private List<Message> work(BuildKey build) {
    List<Message> done = new ArrayList<>();
    List<List<Message>> workers = locales().stream().map(locale -> work(build, locale)).toList();
    List<List<Message>> busy = new ArrayList<>(workers);
    while (!busy.isEmpty()) {
      List<Message> one = busy.get(random.nextInt(busy.size()));
      done.add(one.remove(0));
      busy.removeIf(List::isEmpty);
    }
    return done;
  }

  private static List<Message> work(BuildKey build, String locale) {
    List<Message> sent = new ArrayList<>();
    STEPS_OF_A_LOCALE.forEach(step -> sent.add(event(build, locale, step)));
    sent.add(
        message(
            build,
            "complete",
            """
            "locale":"%s","message":"carpenterd-worker build completed","promote":true,"timing":null"""
                .formatted(locale)));
    return sent;
  }

  private static List<String> locales() {
    return IntStream.range(0, LOCALES).mapToObj(i -> "l%d-XX".formatted(i)).toList();
  }

  private static Message event(BuildKey build, String locale, String text) {
    String ofLocale = locale == null ? "" : "\"locale\":\"%s\",\"error\":null,".formatted(locale);
    return message(
        build, "event", ofLocale + "\"message\":\"%s\",\"timing\":26.88".formatted(text));
  }

  private static Message message(BuildKey build, String eventType, String fields) {
    String json =
        """
        {"eventType":"%s","name":"%s","env":"%s","version":"%s","buildType":"webpack",%s}"""
            .formatted(eventType, build.pkg(), build.env(), build.version(), fields);
    return new Message(build, eventType, json);
  }
}
