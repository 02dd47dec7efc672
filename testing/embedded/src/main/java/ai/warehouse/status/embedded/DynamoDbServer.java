package ai.warehouse.status.embedded;

import java.net.URI;

/** A DynamoDB for development, embedded or elsewhere. */
public interface DynamoDbServer extends AutoCloseable {
  /** The endpoint for clients on this machine. */
  URI endpoint();

  /** A region for clients. */
  String region();

  /** An access key for clients. */
  String accessKeyId();

  /** The secret of the access key. */
  String secretAccessKey();

  /** Halts the server: its port stays open, and no request is answered. */
  void pause();

  /** Lets the server go on as if no time had passed. */
  void resume();

  /** Releases the database; the last user ends the server, and its tables are gone. */
  @Override
  void close();
}
