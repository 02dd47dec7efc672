package ai.warehouse.status.board;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.kafka.StatusEventPublisher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** The builds of an ordinary afternoon that leads up to now, from a seed. */
final class Afternoon {
  /** The build to look at: most of its locales are built, and some fail. */
  static final BuildKey SHOWN = new BuildKey("checkout", "prod", "7.3.0");

  private static final List<String> PACKAGES =
      List.of(
          "account",
          "basket",
          "catalog",
          "checkout",
          "payments",
          "profile",
          "reviews",
          "@shop/search",
          "storefront",
          "wishlist");
  private static final List<String> LANGUAGES =
      List.of(
          "ar-AE", "bg-BG", "cs-CZ", "da-DK", "de-AT", "de-CH", "de-DE", "el-GR", "en-AU", "en-CA",
          "en-GB", "en-IE", "en-IN", "en-NZ", "en-US", "en-ZA", "es-AR", "es-CL", "es-CO", "es-ES",
          "es-MX", "et-EE", "fi-FI", "fr-BE", "fr-CA", "fr-CH", "fr-FR", "he-IL", "hr-HR", "hu-HU",
          "id-ID", "it-IT", "ja-JP", "ko-KR", "lt-LT", "lv-LV", "ms-MY", "nb-NO", "nl-BE", "nl-NL",
          "pl-PL", "pt-BR", "pt-PT", "ro-RO", "sk-SK", "sl-SI", "sv-SE", "th-TH", "tr-TR", "vi-VN");
  private static final List<String> STEPS =
      List.of("Fetched tarball", "'webpack' starting", "'minify' starting", "Assets published");
  private static final Duration WHOLE = Duration.ofMinutes(10);
  private static final String TRACE =
      """
      Error: Module not found: Can't resolve './messages/%s.json' in '/app/src/intl'
          at Compilation.resolve (/app/node_modules/webpack/lib/Compilation.js:2117:28)
          at NormalModuleFactory.create (/app/node_modules/webpack/lib/NormalModuleFactory.js:912:11)
      """;

  private final StatusEventPublisher publisher;
  private final Random random = new Random(7);
  private final Instant now = Instant.now();

  /** Publishes through the publisher, which the caller closes. */
  Afternoon(StatusEventPublisher publisher) {
    this.publisher = publisher;
  }

  /** Publishes all events that have happened until now. */
  void publish() {
    for (String pkg : PACKAGES) {
      int major = 1 + random.nextInt(9);
      for (String env : List.of("dev", "test", "prod")) {
        for (int minor = 0; minor < 3; minor++) {
          build(
              new BuildKey(pkg, env, major + "." + minor + ".0"), Duration.ofHours(9 - 3L * minor));
        }
      }
    }
    build(SHOWN, Duration.ofMinutes(7), 4);
    build(new BuildKey("storefront", "dev", "9.9.0"), Duration.ofMinutes(3), 0);
    build(new BuildKey("catalog", "test", "9.9.1"), Duration.ofMinutes(1), 0);
    build(new BuildKey("profile", "dev", "9.9.2"), Duration.ofSeconds(8), 0);
    build(new BuildKey("reviews", "prod", "9.9.3"), Duration.ofMinutes(12), 1);
    stall(new BuildKey("payments", "test", "9.9.4"));
  }

  private void build(BuildKey build, Duration ago) {
    build(build, ago.minusMinutes(random.nextInt(150)).abs().plus(WHOLE), 0);
  }

  private void build(BuildKey build, Duration ago, int failing) {
    Instant begun = now.minus(ago);
    publish(event(build, begun).kind(EventKind.QUEUED).total(LANGUAGES.size()));
    for (int i = 0; i < LANGUAGES.size(); i++) {
      Duration begins = part(0.05 + 0.5 * random.nextDouble());
      locale(build, LANGUAGES.get(i), begun.plus(begins), i % 11 == 8 && i / 11 < failing);
    }
  }

  private void locale(BuildKey build, String locale, Instant begins, boolean fails) {
    Instant at = begins;
    for (String step : STEPS) {
      publish(event(build, at).locale(locale).message(step));
      at = at.plus(part(0.1 * random.nextDouble()));
    }
    if (fails) {
      publish(
          event(build, begins.plus(part(0.1)))
              .locale(locale)
              .kind(EventKind.ERROR)
              .message("'webpack' failed: Module not found")
              .details(TRACE.formatted(locale)));
    } else {
      publish(event(build, at).locale(locale).kind(EventKind.COMPLETE).message("Complete"));
    }
  }

  /** A build of which nothing has been heard for long. */
  private void stall(BuildKey build) {
    Instant begun = now.minus(Duration.ofMinutes(50));
    publish(event(build, begun).kind(EventKind.QUEUED).total(LANGUAGES.size()));
    LANGUAGES.subList(0, 20).forEach(locale -> locale(build, locale, begun, false));
  }

  private static Duration part(double ofWhole) {
    return Duration.ofMillis((long) (ofWhole * WHOLE.toMillis()));
  }

  private static StatusEvent.Builder event(BuildKey build, Instant at) {
    return StatusEvent.builder().key(build).createdAt(at);
  }

  /** What is still to come is left out. */
  private void publish(StatusEvent.Builder built) {
    StatusEvent event = built.build();
    if (!event.createdAt().isAfter(now)) {
      publisher.publish(event);
    }
  }
}
