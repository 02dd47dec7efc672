package ai.warehouse.status.embedded;

import java.io.IOException;

/**
 * A parent JVM to be killed: starts DynamoDB Local, prints the child's pid, and waits for input.
 */
final class DynamoDbHolder {
  private DynamoDbHolder() {}

  public static void main(String[] arguments) throws IOException {
    EmbeddedDynamoDb server = EmbeddedDynamoDb.start();
    System.out.println(server.pid());
    System.in.read();
    // Leaves the server to the shutdown hook.
    System.exit(0);
  }
}
