package ai.warehouse.status.model.dynamodb;

import static ai.warehouse.status.model.dynamodb.Items.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

class BatchGetTest {
  private static final String TABLE = "table";

  private final Busy client = new Busy();

  /** Answers at most so many keys of a request, and only those of even numbers exist. */
  private static final class Busy implements DynamoDbAsyncClient {
    private final List<KeysAndAttributes> requests = new ArrayList<>();
    private int answered = Integer.MAX_VALUE;

    @Override
    public CompletableFuture<BatchGetItemResponse> batchGetItem(BatchGetItemRequest request) {
      KeysAndAttributes asked = request.requestItems().get(TABLE);
      requests.add(asked);
      int count = Math.min(answered, asked.keys().size());
      List<Map<String, AttributeValue>> left = asked.keys().subList(count, asked.keys().size());
      return CompletableFuture.completedFuture(
          BatchGetItemResponse.builder()
              .responses(
                  Map.of(
                      TABLE, asked.keys().subList(0, count).stream().filter(Busy::exists).toList()))
              .unprocessedKeys(
                  left.isEmpty()
                      ? Map.of()
                      : Map.of(TABLE, KeysAndAttributes.builder().keys(left).build()))
              .build());
    }

    private static boolean exists(Map<String, AttributeValue> key) {
      return Integer.parseInt(key.get("key").s()) % 2 == 0;
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {
      // holds nothing
    }
  }

  private List<Map<String, AttributeValue>> read(int keys) {
    return new BatchGet(client, TABLE, true, keys(keys)).rows().join();
  }

  private static List<Map<String, AttributeValue>> keys(int count) {
    return IntStream.range(0, count).mapToObj(i -> Map.of("key", s(String.valueOf(i)))).toList();
  }

  @Test
  void shouldReadAHundredAtOnce() {
    assertThat(read(250)).hasSize(125).doesNotHaveDuplicates();
    assertThat(client.requests).extracting(it -> it.keys().size()).containsExactly(100, 100, 50);
    assertThat(client.requests).allMatch(KeysAndAttributes::consistentRead);
  }

  @Test
  void shouldAskForNothingWithoutKeys() {
    assertThat(read(0)).isEmpty();
    assertThat(client.requests).isEmpty();
  }

  @Test
  void shouldAskAgainForWhatWasLeftOut() {
    client.answered = 40;
    assertThat(read(100)).hasSize(50).doesNotHaveDuplicates();
    assertThat(client.requests).extracting(it -> it.keys().size()).containsExactly(100, 60, 20);
  }

  @Test
  void shouldGiveUpWhenNothingComes() {
    client.answered = 0;
    assertThatThrownBy(() -> read(7))
        .hasRootCauseMessage("table table gave none of 7 rows in 6 attempts");
  }
}
