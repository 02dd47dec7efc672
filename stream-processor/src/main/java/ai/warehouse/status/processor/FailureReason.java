package ai.warehouse.status.processor;

import java.io.IOException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.streams.errors.StreamsException;
import org.rocksdb.RocksDBException;

/** The reason of a failure in one line, without record contents or values of settings. */
final class FailureReason {
  private static final int LONGEST = 300;

  private FailureReason() {}

  /** Returns the innermost cause: its class, and its message if that kind quotes no data. */
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
