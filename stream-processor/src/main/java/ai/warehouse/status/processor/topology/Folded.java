package ai.warehouse.status.processor.topology;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusHead;
import org.apache.kafka.streams.KeyValue;

/** What comes out of the fold, each for a topic of its own. */
sealed interface Folded permits Folded.OfStatus, Folded.OfHead, Folded.OfCounter, Rejected {
  /** A changed status. */
  record OfStatus(Status status) implements Folded {}

  /** A changed head. */
  record OfHead(StatusHead head) implements Folded {}

  /** A changed counter. */
  record OfCounter(StatusCounter counter) implements Folded {}

  /** Tells whether this is a changed status. */
  static boolean isStatus(byte[] key, Folded folded) {
    return folded instanceof OfStatus;
  }

  /** Tells whether this is a changed head. */
  static boolean isHead(byte[] key, Folded folded) {
    return folded instanceof OfHead;
  }

  /** Tells whether this is a changed counter. */
  static boolean isCounter(byte[] key, Folded folded) {
    return folded instanceof OfCounter;
  }

  /** Tells whether the event could not be folded. */
  static boolean rejected(byte[] key, Folded folded) {
    return folded instanceof Rejected;
  }

  /** Returns the record for the topic {@code status}. */
  static KeyValue<BuildKey, Status> status(byte[] key, Folded folded) {
    Status status = ((OfStatus) folded).status();
    return KeyValue.pair(status.key(), status);
  }

  /** Returns the record for the topic {@code status-head}. */
  static KeyValue<PackageKey, StatusHead> head(byte[] key, Folded folded) {
    StatusHead head = ((OfHead) folded).head();
    return KeyValue.pair(head.key(), head);
  }

  /** Returns the record for the topic {@code status-counter}. */
  static KeyValue<BuildKey, StatusCounter> counter(byte[] key, Folded folded) {
    StatusCounter counter = ((OfCounter) folded).counter();
    return KeyValue.pair(counter.key(), counter);
  }
}
