package ai.warehouse.status.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.model.dynamodb.MissingTableException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

class DynamoDbWriterTest {
  private final Meters meters = new Meters();
  private final FakeTimer timer = new FakeTimer();
  private final FakeDynamoDb dynamoDb = new FakeDynamoDb();
  private final RecordPlanner planner =
      new RecordPlanner(Samples.TOPICS, Samples.TABLES, new EventItems(null), meters.metrics);
  private final DynamoDbWriter writer =
      new DynamoDbWriter(
          dynamoDb,
          new Retrier(
              new Backoff(Duration.ofMillis(50), Duration.ofSeconds(10), new Random(1)),
              timer,
              new RetryState(meters.metrics, timer)),
          meters.metrics);

  @Test
  void shouldWriteEventsInOneRequest() {
    assertThat(write(events(25))).isEmpty();

    assertThat(dynamoDb.items).hasSize(25);
    assertThat(dynamoDb.batches).hasSize(1);
    assertThat(dynamoDb.puts).isEmpty();
    assertThat(meters.count("items.written", "table", "WrhsStatusEvent")).isEqualTo(25);
    assertThat(meters.count("requests", "operation", "BatchWriteItem")).isEqualTo(1);
    assertThat(meters.count("write.units", "table", "WrhsStatusEvent")).isEqualTo(25);
  }

  @Test
  void shouldCountTheCostOfEachAttempt() {
    dynamoDb.failNext(FakeDynamoDb.error("ThrottlingException", 400));

    write(List.of(Samples.statusRecord(0, Samples.BUILD, 1)));

    assertThat(meters.count("requests", "operation", "PutItem")).isEqualTo(2);
    assertThat(meters.count("write.units", "table", "WrhsStatus")).isEqualTo(1);
  }

  @Test
  void shouldRetryUnprocessedItemsUntilAllAreStored() {
    dynamoDb.leaveUnprocessed(20, 20, 7, 1);

    write(events(25));

    assertThat(dynamoDb.items).hasSize(25);
    assertThat(dynamoDb.batches)
        .extracting(DynamoDbWriterTest::size)
        .containsExactly(25, 20, 20, 7, 1);
    assertThat(timer.waits).hasSize(4);
    assertThat(meters.count("retries", "error", "UnprocessedItemsException")).isEqualTo(4);
    assertThat(meters.count("items.written")).isEqualTo(25);
  }

  static Stream<Throwable> passingFailures() {
    return Stream.of(
        FakeDynamoDb.error("ProvisionedThroughputExceededException", 400),
        FakeDynamoDb.error("ThrottlingException", 400),
        FakeDynamoDb.error("InternalServerError", 500),
        FakeDynamoDb.error("ServiceUnavailable", 503),
        SdkClientException.create("refused", new ConnectException("refused")),
        ApiCallAttemptTimeoutException.create(1));
  }

  @ParameterizedTest
  @MethodSource("passingFailures")
  void shouldRetryWhatPasses(Throwable failure) {
    dynamoDb.failNext(failure, failure, failure);
    write(List.of(Samples.statusRecord(0, Samples.BUILD, 1)));
    dynamoDb.failNext(failure, failure, failure);
    write(events(3));

    assertThat(dynamoDb.items).hasSize(4);
    assertThat(dynamoDb.puts).hasSize(4);
    assertThat(dynamoDb.batches).hasSize(4);
  }

  @Test
  void shouldStoreTheSameWhenAnAnswerIsLost() {
    dynamoDb.loseAnswers(1);
    write(List.of(Samples.statusRecord(0, Samples.BUILD, 1)));
    dynamoDb.loseAnswers(1);
    write(events(3));

    assertThat(dynamoDb.items).hasSize(4);
    assertThat(dynamoDb.puts).hasSize(2);
    assertThat(dynamoDb.batches).hasSize(2);
    assertThat(meters.count("conditions.refused")).isZero();
  }

  @Test
  void shouldTakeARefusedConditionForSuccess() {
    write(List.of(Samples.statusRecord(0, Samples.BUILD, 5)));

    assertThat(write(List.of(Samples.statusRecord(1, Samples.BUILD, 4)))).isEmpty();

    assertThat(storedRevision()).isEqualTo("5");
    assertThat(meters.count("conditions.refused", "table", "WrhsStatus")).isEqualTo(1);
    assertThat(meters.count("items.written", "table", "WrhsStatus")).isEqualTo(1);
    assertThat(timer.waits).isEmpty();
  }

  @Test
  void shouldOverwriteTheSameAndLowerRevisions() {
    write(List.of(Samples.statusRecord(0, Samples.BUILD, 5)));
    write(List.of(Samples.statusRecord(1, Samples.BUILD, 5)));
    write(List.of(Samples.statusRecord(2, Samples.BUILD, 6)));

    assertThat(storedRevision()).isEqualTo("6");
    assertThat(meters.count("conditions.refused")).isZero();
    assertThat(dynamoDb.puts.get(0).conditionExpression())
        .isEqualTo("attribute_not_exists(#revision) OR #revision <= :revision");
  }

  @Test
  void shouldFindTheOneItemThatIsAtFaultInABatch() {
    List<ConsumerRecord<byte[], byte[]>> records = events(10);
    String culprit = Samples.event(3).build().eventId().toString();
    dynamoDb.refuse(item -> item.get("eventId").s().equals(culprit));

    List<RejectedRecord> notStorable = write(records);

    assertThat(dynamoDb.items).hasSize(9);
    assertThat(notStorable).extracting(RejectedRecord::source).containsExactly(records.get(3));
    assertThat(notStorable.get(0).why().reason()).isEqualTo(RejectionReason.NOT_STORABLE);
    assertThat(notStorable.get(0).why()).hasMessageContaining("ValidationException");
    assertThat(dynamoDb.puts).hasSize(10).allMatch(put -> put.conditionExpression() == null);
    assertThat(meters.count("items.written")).isEqualTo(9);
  }

  @Test
  void shouldRejectASnapshotThatIsAtFault() {
    dynamoDb.refuse(item -> item.get("version").s().equals("1.0.0"));

    List<RejectedRecord> notStorable = write(List.of(Samples.statusRecord(0, Samples.BUILD, 1)));
    assertThat(write(List.of(Samples.statusRecord(1, Samples.build("2.0.0"), 1)))).isEmpty();

    assertThat(notStorable).extracting(rejected -> rejected.source().offset()).containsExactly(0L);
    assertThat(dynamoDb.items).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AccessDeniedException", "ExpiredTokenException"})
  void shouldFailOnWhatIsFatal(String code) {
    dynamoDb.failNext(FakeDynamoDb.error(code, 400));

    assertThatThrownBy(() -> write(events(1)))
        .hasMessageContaining("Cannot write table WrhsStatusEvent: " + code + ": ");
    assertThat(timer.waits).isEmpty();
    assertThat(dynamoDb.items).isEmpty();
  }

  @Test
  void shouldNameAMissingTable() {
    ResourceNotFoundException missing =
        ResourceNotFoundException.builder()
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode("ResourceNotFoundException").build())
            .build();
    dynamoDb.failNext(missing, missing);

    assertThatThrownBy(() -> write(events(1)))
        .hasCauseInstanceOf(MissingTableException.class)
        .hasMessageContaining("WrhsStatusEvent");
    assertThatThrownBy(() -> write(List.of(Samples.headRecord(0, 1))))
        .hasCauseInstanceOf(MissingTableException.class)
        .hasMessageContaining("WrhsStatusHead");
  }

  private List<RejectedRecord> write(List<ConsumerRecord<byte[], byte[]>> records) {
    return writer
        .write(records.stream().map(record -> planner.plan(record).write()).toList())
        .join();
  }

  private String storedRevision() {
    return dynamoDb
        .items
        .get(new ItemWrite.Id("WrhsStatus", Samples.BUILD.toString(), null))
        .get("revision")
        .n();
  }

  private static List<ConsumerRecord<byte[], byte[]>> events(int count) {
    return IntStream.range(0, count).mapToObj(Samples::eventRecord).toList();
  }

  private static int size(BatchWriteItemRequest request) {
    return request.requestItems().get("WrhsStatusEvent").size();
  }
}
