package ai.warehouse.status.sink.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.warehouse.status.model.dynamodb.MissingTableException;
import ai.warehouse.status.sink.item.ItemWrite;
import ai.warehouse.status.sink.metrics.Meters;
import ai.warehouse.status.sink.read.Samples;
import java.net.ConnectException;
import java.util.List;
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
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

class DynamoDbWriterTest {
  private final Meters meters = new Meters();
  private final FakeDynamoDb dynamoDb = new FakeDynamoDb();
  private final DynamoDbWriter writer = new DynamoDbWriter(dynamoDb, meters.metrics);

  @Test
  void shouldWriteEventsInOneRequest() {
    assertThat(write(events(25)).left()).isEmpty();

    assertThat(dynamoDb.items).hasSize(25);
    assertThat(dynamoDb.batches).hasSize(1);
    assertThat(dynamoDb.puts).isEmpty();
    assertThat(meters.count("items.written", "table", "WrhsStatusEvent")).isEqualTo(25);
    assertThat(meters.count("requests", "operation", "BatchWriteItem")).isEqualTo(1);
    assertThat(meters.count("write.units", "table", "WrhsStatusEvent")).isEqualTo(25);
  }

  @Test
  void shouldPutAnEventThatIsAlone() {
    assertThat(write(events(1)).left()).isEmpty();

    assertThat(dynamoDb.items).hasSize(1);
    assertThat(dynamoDb.puts).hasSize(1).allMatch(put -> put.conditionExpression() == null);
  }

  @Test
  void shouldLeaveWhatIsUnprocessed() {
    dynamoDb.leaveUnprocessed(20);

    Outcome outcome = write(events(25));

    assertThat(outcome.left()).hasSize(20);
    assertThat(outcome.isRefused()).isFalse();
    assertThat(dynamoDb.items)
        .hasSize(5)
        .doesNotContainKeys(
            outcome.left().stream().map(ItemWrite::id).toArray(ItemWrite.Id[]::new));
    assertThat(meters.count("retries", "error", "UnprocessedItemsException")).isEqualTo(1);
    assertThat(meters.count("items.written")).isEqualTo(5);
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
  void shouldLeaveAllWhenTheRequestFails(Throwable failure) {
    dynamoDb.failNext(failure, failure);

    Outcome put = write(List.of(Samples.statusRecord(0, Samples.BUILD, 1)));
    Outcome batch = write(events(3));

    assertThat(put.left()).hasSize(1);
    assertThat(put.isRefused()).isFalse();
    assertThat(put.why()).isSameAs(failure);
    assertThat(batch.left()).hasSize(3);
    assertThat(meters.count("retries")).isEqualTo(2);
    assertThat(meters.count("requests")).isEqualTo(2);
    assertThat(meters.count("write.units")).isZero();
  }

  @Test
  void shouldTakeARefusedConditionForSuccess() {
    write(List.of(Samples.statusRecord(0, Samples.BUILD, 5)));

    assertThat(write(List.of(Samples.statusRecord(1, Samples.BUILD, 4))).left()).isEmpty();

    assertThat(storedRevision()).isEqualTo("5");
    assertThat(meters.count("conditions.refused", "table", "WrhsStatus")).isEqualTo(1);
    assertThat(meters.count("items.written", "table", "WrhsStatus")).isEqualTo(1);
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
  void shouldTellWhatIsRefused() {
    dynamoDb.refuse(item -> item.get("version").s().equals("1.0.0"));

    Outcome put = write(List.of(Samples.statusRecord(0, Samples.BUILD, 1)));
    Outcome batch = write(events(10));

    assertThat(put.isRefused()).isTrue();
    assertThat(put.left()).hasSize(1);
    assertThat(put.why()).hasMessageContaining("ValidationException");
    assertThat(batch.isRefused()).isTrue();
    assertThat(batch.left()).hasSize(10);
    assertThat(dynamoDb.items).isEmpty();
    assertThat(meters.count("retries")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AccessDeniedException", "ExpiredTokenException"})
  void shouldFailOnWhatIsFatal(String code) {
    dynamoDb.failNext(FakeDynamoDb.error(code, 400));

    assertThatThrownBy(() -> write(events(1)))
        .hasMessageContaining("Cannot write table WrhsStatusEvent: " + code + ": ");
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

  private Outcome write(List<ConsumerRecord<byte[], byte[]>> records) {
    return writer.write(records.stream().map(Samples::plan).toList()).join();
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
}
