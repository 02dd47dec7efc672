package ai.warehouse.status.embedded;

import java.net.URI;

/** A DynamoDB for development, embedded or elsewhere. */
public interface DynamoDbServer extends AutoCloseable {
  /** Where clients of this machine reach it. */
  URI endpoint();

  /** A region to give to clients, which want one. */
  String region();

  /** A key to give to clients. */
  String accessKeyId();

  /** The secret to give to clients. */
  String secretAccessKey();

  /** Halts it without its knowledge: its port stays open, and nothing answers. */
  void pause();

  /** Lets it go on as if no time had passed. */
  void resume();

  /** Gives the database up; if nobody shares it, it is gone, and its tables with it. */
  @Override
  void close();
}
