package ai.warehouse.status.embedded;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Predicate;

/**
 * The servers of integration tests: those of this module, or of the kind that {@value #KIND} names.
 *
 * <p>A test that needs a feature of one kind starts that kind itself.
 */
public final class TestServers {
  /** The system property that names the kind; {@code embedded} if it is not set. */
  public static final String KIND = "test.servers";

  private TestServers() {}

  /** Starts a broker; the caller closes it. */
  public static KafkaServer startKafka() {
    return startKafka(Map.of());
  }

  /**
   * Starts a broker with settings of its own; the caller closes it.
   *
   * @param overrides Kafka's names and values, over the defaults of {@link EmbeddedKafka}
   */
  public static KafkaServer startKafka(Map<String, String> overrides) {
    return chosen().startKafka(settings(overrides));
  }

  /**
   * Gives a broker that other classes may use, too, for a class whose topics, groups and
   * transactional ids no other class has; the caller closes it.
   */
  public static KafkaServer sharedKafka() {
    return chosen().sharedKafka(settings(Map.of()));
  }

  /** Starts a database on a free port; the caller closes it. */
  public static DynamoDbServer startDynamoDb() {
    return startDynamoDb(0);
  }

  /**
   * Starts a database on a port; the caller closes it.
   *
   * @param port 0 for a free one
   */
  public static DynamoDbServer startDynamoDb(int port) {
    return chosen().startDynamoDb(port);
  }

  /**
   * Gives a database that other classes may use, too, for a class whose tables no other has; the
   * caller closes it.
   */
  public static DynamoDbServer sharedDynamoDb() {
    return chosen().sharedDynamoDb();
  }

  private static TestServerProvider chosen() {
    return ofKind(System.getProperty(KIND, EmbeddedServers.KIND));
  }

  /**
   * Finds a kind.
   *
   * @throws IllegalStateException if the class path has none of that name
   */
  static TestServerProvider ofKind(String kind) {
    List<TestServerProvider> kinds =
        ServiceLoader.load(TestServerProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    Predicate<TestServerProvider> wanted = provider -> provider.kind().equals(kind);
    return kinds.stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "%s=%s, but the class path has only %s"
                        .formatted(
                            KIND, kind, kinds.stream().map(TestServerProvider::kind).toList())));
  }

  private static Map<String, String> settings(Map<String, String> overrides) {
    Map<String, String> settings = new HashMap<>(KafkaSettings.defaults(1));
    settings.putAll(overrides);
    return settings;
  }
}
