package ai.warehouse.status.quickstart;

import ai.warehouse.status.model.BuildKey;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What simulated builds and their locales are called; the same names for the same numbers. */
final class SimulationNames {
  private static final List<String> LOCALES =
      List.of(
          "cs-CZ", "da-DK", "de-DE", "en-AU", "en-CA", "en-GB", "en-US", "es-ES", "es-MX", "fi-FI",
          "fr-CA", "fr-FR", "it-IT", "ja-JP", "ko-KR", "nl-NL", "pl-PL", "pt-BR", "sv-SE", "tr-TR");
  private static final List<BuildKey> BUILDS =
      List.of(
          new BuildKey("storefront", "dev", "4.1.0"),
          SimulationPlan.QUEUED_LATE,
          new BuildKey("checkout", "dev", "2.3.0"),
          SimulationPlan.REBUILT,
          new BuildKey("account", "dev", "1.0.7"),
          SimulationPlan.FAILED,
          SimulationPlan.NEWER);
  private static final List<String> MORE_PACKAGES =
      List.of("basket", "catalog", "@shop/search", "payments", "profile", "reviews", "wishlist");
  private static final List<String> ENVIRONMENTS = List.of("dev", "test", "prod");

  private SimulationNames() {}

  /** Returns different builds, the newer version of a package after the older. */
  static List<BuildKey> builds(int count) {
    return Stream.concat(
            BUILDS.stream(), IntStream.range(0, count).mapToObj(SimulationNames::further))
        .limit(count)
        .toList();
  }

  private static BuildKey further(int number) {
    int pkg = number / ENVIRONMENTS.size();
    int round = pkg / MORE_PACKAGES.size();
    return new BuildKey(
        MORE_PACKAGES.get(pkg % MORE_PACKAGES.size()) + (round == 0 ? "" : "-" + (round + 1)),
        ENVIRONMENTS.get(number % ENVIRONMENTS.size()),
        "1.%d.0".formatted(pkg));
  }

  /** Returns different locales, common ones first. */
  static List<String> locales(int count) {
    return Stream.concat(
            LOCALES.stream(),
            Stream.of(Locale.getISOCountries())
                .flatMap(
                    country ->
                        Stream.of(Locale.getISOLanguages())
                            .map(language -> language + "-" + country)))
        .distinct()
        .limit(count)
        .toList();
  }
}
