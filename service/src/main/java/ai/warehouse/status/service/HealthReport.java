package ai.warehouse.status.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The results of all checks of one endpoint; up without checks.
 *
 * @param entries in the order of the checks
 */
record HealthReport(List<Entry> entries) {

  private static final Logger LOG = LoggerFactory.getLogger(HealthReport.class);

  record Entry(String name, Health health) {

    private String toJson() {
      String reason =
          health.reason() == null ? "" : ",\"reason\":%s".formatted(quote(health.reason()));
      return "{\"name\":%s,\"status\":\"%s\"%s}".formatted(quote(name), word(health.up()), reason);
    }
  }

  HealthReport {
    entries = List.copyOf(entries);
  }

  /** Runs every check; one that throws is down. */
  static HealthReport of(List<HealthCheck> checks) {
    List<Entry> entries = new ArrayList<>();
    for (HealthCheck check : checks) {
      entries.add(new Entry(check.name(), ask(check)));
    }
    return new HealthReport(entries);
  }

  static Health ask(HealthCheck check) {
    try {
      Health health = check.probe().get();
      return health == null ? Health.down("The check gave no answer") : health;
    } catch (RuntimeException e) {
      LOG.atWarn().addKeyValue("check", check.name()).setCause(e).log("Health check failed");
      return Health.down("The check failed: " + e);
    }
  }

  boolean up() {
    return entries.stream().allMatch(entry -> entry.health().up());
  }

  String toJson() {
    return entries.stream()
        .map(Entry::toJson)
        .collect(
            Collectors.joining(",", "{\"status\":\"%s\",\"checks\":[".formatted(word(up())), "]}"));
  }

  private static String word(boolean up) {
    return up ? "UP" : "DOWN";
  }

  /** By hand, because this one string form is all the JSON that a service's endpoints need. */
  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
              } else if (c < 0x20 || Character.isSurrogate((char) c)) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                quoted.append((char) c);
              }
            });
    return quoted.append('"').toString();
  }
}
