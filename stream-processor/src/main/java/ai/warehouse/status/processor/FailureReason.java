package ai.warehouse.status.processor;

import java.io.IOException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.streams.errors.StreamsException;
import org.rocksdb.RocksDBException;

/**
 * Why something failed, in one line that holds neither a record's content nor a setting's value.
 */
final class FailureReason {
  private static final int LONGEST = 300;

  private FailureReason() {}

  /** The innermost cause: its class, and its message where those who write it quote no data. */
  static String of(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String name = innermost.getClass().getSimpleName();
    if (innermost.getMessage() == null || !quotesNoData(innermost)) {
      return name;
    }
    String line = innermost.getMessage().lines().findFirst().orElse("");
    return name + ": " + line.substring(0, Math.min(LONGEST, line.length()));
  }

  private static boolean quotesNoData(Throwable cause) {
    return cause instanceof ApiException
        || cause instanceof StreamsException
        || cause instanceof RocksDBException
        || cause instanceof IOException;
  }
}
