package ai.warehouse.status.processor.state;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Writes a state value: a format number, so that a later version can tell, then its fields. */
final class StateOutput {
  static final byte FORMAT = 2;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(96);
  private final DataOutputStream out = new DataOutputStream(bytes);

  private StateOutput() {}

  /** Writes fields. */
  interface Fields {
    void write(StateOutput out) throws IOException;
  }

  static byte[] bytes(Fields fields) {
    StateOutput output = new StateOutput();
    try {
      output.out.writeByte(FORMAT);
      fields.write(output);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return output.bytes.toByteArray();
  }

  boolean present(Object value) throws IOException {
    out.writeByte(value == null ? 0 : 1);
    return value != null;
  }

  void integer(int value) throws IOException {
    out.writeInt(value);
  }

  void number(long value) throws IOException {
    out.writeLong(value);
  }

  void time(Instant value) throws IOException {
    if (present(value)) {
      number(value.toEpochMilli());
    }
  }

  void uuid(UUID value) throws IOException {
    number(value.getMostSignificantBits());
    number(value.getLeastSignificantBits());
  }

  void text(String value) throws IOException {
    if (present(value)) {
      byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
      integer(utf8.length);
      out.write(utf8);
    }
  }
}
