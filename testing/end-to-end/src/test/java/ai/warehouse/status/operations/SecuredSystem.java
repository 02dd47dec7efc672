package ai.warehouse.status.operations;

import ai.warehouse.status.api.ApiService;
import ai.warehouse.status.api.ApiSettings;
import ai.warehouse.status.embedded.EmbeddedDynamoDb;
import ai.warehouse.status.embedded.EmbeddedKafka;
import ai.warehouse.status.embedded.KafkaSecurity;
import ai.warehouse.status.embedded.KeyStores;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.processor.ProcessorService;
import ai.warehouse.status.processor.ProcessorSettings;
import ai.warehouse.status.service.Service;
import ai.warehouse.status.service.Settings;
import ai.warehouse.status.sink.SinkService;
import ai.warehouse.status.sink.SinkSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.admin.Admin;

/** All services on a broker that asks for TLS and a login, and allows what ACLs allow. */
final class SecuredSystem implements AutoCloseable {
  static final String PROCESSOR = "stream-processor";
  static final String SINK = "sink";
  static final String API = "status-api";
  static final String WORKER = "worker";

  static final Topics TOPICS = new Topics("");

  final Admin admin;

  private final KafkaSecurity security;
  private final EmbeddedKafka kafka;
  private final EmbeddedDynamoDb dynamoDb;
  private final Path stateDir;
  private final String tablesPrefix;
  private final List<Service> services = new ArrayList<>();

  /**
   * Starts a broker.
   *
   * @param dynamoDb not closed by it
   * @param folder an empty one
   * @param tablesPrefix of tables that nobody else has
   */
  SecuredSystem(EmbeddedDynamoDb dynamoDb, KeyStores stores, Path folder, String tablesPrefix) {
    this.dynamoDb = dynamoDb;
    this.tablesPrefix = tablesPrefix;
    stateDir = folder.resolve("state");
    security =
        new KafkaSecurity(
            stores,
            Map.of(
                PROCESSOR, "processor-secret",
                SINK, "sink-secret",
                API, "api-secret",
                WORKER, "worker-secret"));
    kafka =
        EmbeddedKafka.builder().dataDirectory(folder.resolve("kafka")).security(security).start();
    admin = Admin.create(clientOf(KafkaSecurity.ADMIN));
  }

  /** What a client of that user is made with. */
  Map<String, Object> clientOf(String user) {
    Map<String, Object> client = new HashMap<>(security.client(user));
    client.put("bootstrap.servers", kafka.bootstrapServers());
    return client;
  }

  void grant(Collection<Acl> acls) throws Exception {
    admin.createAcls(acls.stream().map(Acl::binding).toList()).all().get();
  }

  void revoke(Collection<Acl> acls) throws Exception {
    admin.deleteAcls(acls.stream().map(acl -> acl.binding().toFilter()).toList()).all().get();
  }

  ProcessorService startProcessor(Map<String, String> more) {
    return started(new ProcessorService(processor(more)));
  }

  SinkService startSink(Map<String, String> more) {
    return started(new SinkService(sink(more)));
  }

  ApiService startApi(Map<String, String> more) {
    return started(new ApiService(api(more)));
  }

  private <T extends Service> T started(T service) {
    services.add(service);
    service.start();
    return service;
  }

  /** The processor's settings, as its operator would write them. */
  Settings processor(Map<String, String> more) {
    Map<String, String> values = common(PROCESSOR);
    values.put("topics.partitions", "2");
    values.put("state.dir", stateDir.toString());
    // Seen here, not half a minute later.
    values.put("kafka.repartition.purge.interval.ms", "100");
    values.putAll(more);
    return Settings.of(
        ProcessorSettings.configDef(), ProcessorSettings.passThroughPrefixes(), values);
  }

  /** Likewise the sink's. */
  Settings sink(Map<String, String> more) {
    Map<String, String> values = withTables(common(SINK));
    values.put("topics.partitions", "2");
    values.put("tables.create", "true");
    values.putAll(more);
    return SinkSettings.of(values);
  }

  /** Likewise those of status-api. */
  private Settings api(Map<String, String> more) {
    Map<String, String> values = withTables(common(API));
    values.put("api.port", "0");
    values.putAll(more);
    return ApiSettings.of(values);
  }

  private Map<String, String> withTables(Map<String, String> values) {
    values.put("dynamodb.endpoint", dynamoDb.endpoint().toString());
    values.put("dynamodb.region", dynamoDb.region());
    values.put("aws.accessKeyId", dynamoDb.accessKeyId());
    values.put("aws.secretAccessKey", dynamoDb.secretAccessKey());
    values.put("tables.prefix", tablesPrefix);
    return values;
  }

  private Map<String, String> common(String user) {
    Map<String, String> values = new HashMap<>();
    values.put("bootstrap.servers", kafka.bootstrapServers());
    values.put("http.port", "-1");
    security.client(user).forEach((name, value) -> values.put("kafka." + name, value));
    return values;
  }

  /** Throws what has ended a service, if one has ended. */
  void throwIfEnded() throws Throwable {
    for (Service service : services) {
      try {
        service.termination().getNow(null);
      } catch (CompletionException e) {
        throw e.getCause();
      }
    }
  }

  void stopServices() {
    services.forEach(SecuredSystem::close);
    services.clear();
  }

  @Override
  public void close() {
    stopServices();
    admin.close();
    kafka.close();
  }

  private static void close(Service service) {
    try {
      service.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
