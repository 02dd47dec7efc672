package ai.warehouse.status.processor.topology;

import ai.warehouse.status.model.kafka.DeadLetter;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Turns a rejected record into a dead letter: the bytes as received, and headers that say why. */
final class DeadLetterProcessor<V> extends ContextualProcessor<byte[], V, byte[], byte[]> {
  static final String SERVICE = "stream-processor";

  @Override
  public void process(Record<byte[], V> incoming) {
    Rejected rejected = (Rejected) incoming.value();
    Received received = rejected.received();
    DeadLetter letter = new DeadLetter(rejected.reason(), received.position(), SERVICE);
    context()
        .forward(
            incoming
                .withKey(received.key())
                .withValue(received.value())
                .withHeaders(letter.addTo(received.headers())));
  }
}
