package ai.warehouse.status.oldservice;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.embedded.EmbeddedDynamoDb;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventIds;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.Timestamps;
import ai.warehouse.status.model.dynamodb.BuildProgress;
import ai.warehouse.status.model.dynamodb.StatusModels;
import ai.warehouse.status.model.dynamodb.Tables;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** What the old package wrote is read by StatusModels with the same values. */
class OldPackageWritesInterop {
  private static final BuildKey CART = new BuildKey("@shop/cart", "prod", "2.1.0");
  private static final BuildKey CREATED_BARE = new BuildKey("@shop/cart", "prod", "2.2.0");
  private static final BuildKey ONLY_UPDATED = new BuildKey("🛒", "dev", "1.0.0-é");
  private static final Instant CREATED = Instant.parse("2026-11-23T20:47:03.120Z");
  private static final Instant UPDATED = Instant.parse("2026-11-23T20:50:00Z");
  private static final UUID VERSION_1 = UUID.fromString("c232ab00-9414-11ec-b3c8-9f6bdeced846");
  private static final UUID OTHER_VERSION_1 =
      UUID.fromString("c232ab01-9414-11ec-b3c8-9f6bdeced846");
  private static final Instant TIME_OF_VERSION_1 = Instant.parse("2022-02-22T19:22:22Z");

  private static EmbeddedDynamoDb server;
  private static DynamoDbAsyncClient client;
  private static StatusModels models;
  private static NodePackages old;

  @BeforeAll
  static void start() throws Exception {
    server = EmbeddedDynamoDb.start();
    client =
        DynamoDbAsyncClient.builder()
            .endpointOverride(server.endpoint())
            .region(Region.of(server.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(server.accessKeyId(), server.secretAccessKey())))
            .build();
    models = new StatusModels(client, new Tables(""));
    old = NodePackages.install("old-package.js", server.endpoint().toString());
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @AfterEach
  void dropTables() {
    models.drop().join();
  }

  @ParameterizedTest
  @EnumSource
  void shouldReadStatuses(TablesMadeBy maker) throws Exception {
    maker.make(models, old);

    old.call(
        call(
            "Status",
            "create",
            CART,
            "'createdAt':'2026-11-23T21:47:03.12+01:00','updatedAt':'2026-11-23T20:50Z',"
                + "'previousVersion':'2.0.9','total':12,'error':true,'complete':true"),
        call("Status", "create", CREATED_BARE, "'createdAt':1795466823120,'previousVersion':null"),
        call("Status", "update", ONLY_UPDATED, "'updatedAt':'2026-11-23T20:50:00Z','total':3"));

    assertThat(models.statuses().scan().join())
        .containsExactlyInAnyOrder(
            Status.builder()
                .key(CART)
                .createdAt(CREATED)
                .updatedAt(UPDATED)
                .previousVersion("2.0.9")
                .total(12)
                .error(true)
                .complete(true)
                .build(),
            Status.builder().key(CREATED_BARE).createdAt(CREATED).updatedAt(CREATED).build(),
            Status.builder()
                .key(ONLY_UPDATED)
                .createdAt(UPDATED)
                .updatedAt(UPDATED)
                .total(3)
                .build());
  }

  @ParameterizedTest
  @EnumSource
  void shouldReadHeads(TablesMadeBy maker) throws Exception {
    maker.make(models, old);

    old.call(
        call("StatusHead", "create", CART, "'createdAt':'2026-11-23T20:47:03.120Z','total':12"),
        call(
            "StatusHead",
            "update",
            CREATED_BARE,
            "'updatedAt':'2026-11-23T20:50:00Z','previousVersion':'2.1.0'"),
        call(
            "StatusHead",
            "create",
            ONLY_UPDATED,
            "'createdAt':1795466823120,'previousVersion':null"));

    assertThat(models.statusHeads().scan().join())
        .containsExactlyInAnyOrder(
            StatusHead.builder()
                .key(CART.packageKey())
                .version(CREATED_BARE.version())
                .previousVersion(CART.version())
                .total(12)
                .createdAt(CREATED)
                .updatedAt(UPDATED)
                .build(),
            StatusHead.builder()
                .key(ONLY_UPDATED.packageKey())
                .version(ONLY_UPDATED.version())
                .createdAt(CREATED)
                .updatedAt(CREATED)
                .build());
  }

  @ParameterizedTest
  @EnumSource
  void shouldReadCounters(TablesMadeBy maker) throws Exception {
    maker.make(models, old);

    old.call(
        call("StatusCounter", "increment", CART, ""),
        call("StatusCounter", "increment", CART, "").replace("}]", "},5]"),
        call("StatusCounter", "decrement", CART, ""),
        call("StatusCounter", "create", CREATED_BARE, ""),
        call("StatusCounter", "decrement", ONLY_UPDATED, ""),
        call("Status", "create", CART, "'total':12"));

    assertThat(models.statusCounters().scan().join())
        .containsExactlyInAnyOrder(
            new StatusCounter(CART, 5, 0),
            new StatusCounter(CREATED_BARE, 0, 0),
            new StatusCounter(ONLY_UPDATED, 0, 0));
    assertThat(models.progress(CART).join()).isEqualTo(new BuildProgress(5, 12, 41));
  }

  @ParameterizedTest
  @EnumSource
  void shouldReadEvents(TablesMadeBy maker) throws Exception {
    maker.make(models, old);

    old.call(
        call(
            "StatusEvent",
            "create",
            CART,
            "'eventId':'%s','createdAt':1795466823120,'locale':'de-DE','error':true,"
                    .formatted(VERSION_1)
                + "'message':'failed 💥','details':'ERROR in ./index.jsx\\n𝒳'"),
        call(
            "StatusEvent",
            "update",
            CART,
            "'eventId':'%s','message':'m'".formatted(OTHER_VERSION_1)),
        call("StatusEvent", "create", CREATED_BARE, "'eventId':'%s'".formatted(VERSION_1)),
        call(
            "StatusEvent",
            "update",
            CREATED_BARE,
            "'eventId':'%s','locale':'en-US','error':false".formatted(VERSION_1)));

    StatusEvent.Builder first =
        StatusEvent.builder()
            .key(CART)
            .eventId(VERSION_1)
            .createdAt(CREATED)
            .kind(EventKind.ERROR)
            .locale("de-DE")
            .message("failed 💥")
            .details("ERROR in ./index.jsx\n𝒳");
    assertThat(models.statusEvents().findAll(CART).join())
        .containsExactly(
            first.build(),
            StatusEvent.builder()
                .key(CART)
                .eventId(OTHER_VERSION_1)
                .createdAt(TIME_OF_VERSION_1)
                .message("m")
                .build());
    assertThat(models.statusEvents().findOne(CART, VERSION_1).join()).isEqualTo(first.build());
    assertThat(models.statusEvents().findAll(CREATED_BARE).join())
        .singleElement()
        .returns(EventKind.EVENT, StatusEvent::kind)
        .returns("en-US", StatusEvent::locale);
  }

  @ParameterizedTest
  @EnumSource
  void shouldReadTheIdsAndTimesThatItMakes(TablesMadeBy maker) throws Exception {
    maker.make(models, old);

    String row = old.call(call("StatusEvent", "create", CART, "")).get(0);

    StatusEvent event = models.statusEvents().findAll(CART).join().get(0);
    assertThat(row)
        .contains("\"eventId\":\"%s\"".formatted(EventIds.versionOne(event.eventId())))
        .contains("\"createdAt\":\"%s\"".formatted(Timestamps.format(event.createdAt())));
    assertThat(models.statusEvents().remove(CART, event.eventId()).join()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void shouldReadWhatItChangesInOurRows(TablesMadeBy maker) throws Exception {
    maker.make(models, old);
    Status.Builder status =
        Status.builder().key(CART).createdAt(CREATED).updatedAt(CREATED).progress(41).revision(7);
    StatusEvent.Builder event = StatusEvent.builder().key(CART).createdAt(CREATED);
    UUID id = EventIds.create(CREATED);
    models.statuses().create(status.build()).join();
    models.statusCounters().create(new StatusCounter(CART, 5, 7)).join();
    models.statusEvents().create(event.eventId(id).kind(EventKind.QUEUED).total(12).build()).join();

    old.call(
        call("Status", "update", CART, "'updatedAt':'2026-11-23T20:50:00Z','complete':true"),
        call("StatusCounter", "increment", CART, ""),
        call("StatusEvent", "update", CART, "'eventId':'%s','message':'other'".formatted(id)));

    assertThat(models.statuses().findOne(CART).join())
        .isEqualTo(status.updatedAt(UPDATED).complete(true).build());
    assertThat(models.statusCounters().findOne(CART).join())
        .isEqualTo(new StatusCounter(CART, 6, 7));
    assertThat(models.statusEvents().findAll(CART).join())
        .containsExactly(event.message("other").build());

    old.call(
        call("Status", "remove", CART, ""),
        call("StatusCounter", "remove", CART, ""),
        call("StatusEvent", "remove", CART, "'eventId':'%s'".formatted(id)));

    assertThat(models.statuses().scan().join()).isEmpty();
    assertThat(models.statusCounters().scan().join()).isEmpty();
    assertThat(models.statusEvents().findAll(CART).join()).isEmpty();
  }

  private static String call(String model, String method, BuildKey build, String more) {
    return "['%s','%s',{'pkg':'%s','env':'%s','version':'%s'%s%s}]"
        .formatted(
            model,
            method,
            build.pkg(),
            build.env(),
            build.version(),
            more.isEmpty() ? "" : ",",
            more);
  }
}
