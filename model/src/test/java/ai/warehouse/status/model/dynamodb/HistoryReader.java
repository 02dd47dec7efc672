package ai.warehouse.status.model.dynamodb;

import static ai.warehouse.status.model.dynamodb.Builds.BUILD;
import static ai.warehouse.status.model.dynamodb.EventQuery.oldestFirst;

import ai.warehouse.status.model.StatusEvent;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** Reads the long history in a JVM of its own, compares each event, and prints how many it read. */
final class HistoryReader {
  private int read;

  private HistoryReader() {}

  /** Takes the database's endpoint. */
  public static void main(String[] arguments) {
    HistoryReader reader = new HistoryReader();
    try (DynamoDbAsyncClient client = client(URI.create(arguments[0]))) {
      StatusEventTable events = new StatusModels(client, LongHistory.TABLES).statusEvents();
      events.findAllPaged(BUILD, oldestFirst()).subscribe(reader::compare).join();
    }
    System.out.println("read " + reader.read);
  }

  // One at a time and in order, as a publisher signals.
  private void compare(StatusEvent event) {
    if (!event.equals(LongHistory.event(read))) {
      throw new IllegalStateException("event " + read + " is another: " + event.createdAt());
    }
    read++;
  }

  private static DynamoDbAsyncClient client(URI endpoint) {
    return DynamoDbAsyncClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .build();
  }
}
