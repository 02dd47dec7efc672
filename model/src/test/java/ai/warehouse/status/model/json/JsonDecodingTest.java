package ai.warehouse.status.model.json;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.Fields;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.model.json.JsonFields.Known;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whether bytes are UTF-8 is decided as the strict decoder does, whatever way is quicker. */
class JsonDecodingTest {
  private static final long SEED = 20_261_125L;
  private static final Known<String> FIELD = new Known<>(Fields.MESSAGE, 0, JsonValues::textOrJson);
  private static final String JSON = "{\"message\":\"a ü € \uD83D\uDE00 \uFFFD z\"}";

  @Test
  void shouldKeepAReplacementCharacterThatWasSent() {
    JsonFields fields = parse(JSON.getBytes(StandardCharsets.UTF_8));

    assertThat(fields.get(FIELD)).isEqualTo("a ü € \uD83D\uDE00 \uFFFD z");
  }

  @Test
  void shouldRejectAsNotUtf8WhatTheStrictDecoderRefuses() {
    Random random = new Random(SEED);
    int refused = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = JSON.getBytes(StandardCharsets.UTF_8);
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);

      boolean valid = isUtf8(bytes);

      assertThat(reason(bytes) == RejectionReason.NOT_UTF8)
          .as("seed %d, round %d", SEED, i)
          .isEqualTo(!valid);
      refused += valid ? 0 : 1;
    }
    assertThat(refused).as("bytes refused").isBetween(250, 4_750);
  }

  private static JsonFields parse(byte[] bytes) {
    return JsonFields.parse(bytes, Map.of(FIELD.field().name(), FIELD));
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static RejectionReason reason(byte[] bytes) {
    try {
      parse(bytes);
      return null;
    } catch (InvalidRecordException e) {
      return e.reason();
    }
  }
}
