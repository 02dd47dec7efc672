package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.RejectionReason.CREATED_IN_FUTURE;

import ai.warehouse.status.model.InvalidRecordException;
import java.util.stream.Stream;

/** What the reader rejects and the schema of events can't see, as its description says. */
final class UnseenFaults {
  private UnseenFaults() {}

  static boolean contain(InvalidRecordException why) {
    return why.reason() == CREATED_IN_FUTURE
        || Stream.of(
                "bytes of UTF-8",
                "half a surrogate pair",
                "createdAt is not an ISO-8601 date-time with Z or an offset",
                "createdAt is before 2000",
                "createdAt is after the year 9999",
                // Numbers that are long beyond reason.
                "total is not between 0 and 2147483647",
                "createdAt is not between 0 and 253402300799999",
                "is not a whole number")
            .anyMatch(why.getMessage()::endsWith);
  }
}
