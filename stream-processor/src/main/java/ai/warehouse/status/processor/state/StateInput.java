package ai.warehouse.status.processor.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.common.errors.SerializationException;

/** Reads what {@link StateOutput} wrote. */
final class StateInput {
  private final ByteBuffer bytes;

  StateInput(byte[] value) {
    bytes = ByteBuffer.wrap(value);
    byte format = bytes.get();
    if (format != StateOutput.FORMAT) {
      throw new SerializationException(
          "state of format "
              + format
              + " can't be read by this version, which knows "
              + StateOutput.FORMAT);
    }
  }

  boolean present() {
    return bytes.get() != 0;
  }

  int integer() {
    return bytes.getInt();
  }

  long number() {
    return bytes.getLong();
  }

  Instant time() {
    return present() ? Instant.ofEpochMilli(number()) : null;
  }

  UUID uuid() {
    return new UUID(number(), number());
  }

  String text() {
    if (!present()) {
      return null;
    }
    byte[] utf8 = new byte[integer()];
    bytes.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
