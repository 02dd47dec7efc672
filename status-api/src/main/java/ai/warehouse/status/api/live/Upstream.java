package ai.warehouse.status.api.live;

import ai.warehouse.status.api.view.ViewJson;
import ai.warehouse.status.model.Timestamps;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Which neighbours of the service are away, and since when; may be asked by any thread. */
final class Upstream {
  /** A neighbour that what is live depends on; the first that is away is named. */
  enum Neighbour {
    KAFKA,
    DYNAMODB;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Map<Neighbour, Instant> away = new ConcurrentSkipListMap<>();

  /** Takes whether a neighbour answers; returns whether that is news. */
  boolean update(Neighbour neighbour, boolean answers, Instant now) {
    return answers ? away.remove(neighbour) != null : away.putIfAbsent(neighbour, now) == null;
  }

  boolean isAway(Neighbour neighbour) {
    return away.containsKey(neighbour);
  }

  @Nullable Instant awaySince(Neighbour neighbour) {
    return away.get(neighbour);
  }

  Frame frame() {
    return Frame.of("upstream", ViewJson.object(this::writeFields));
  }

  /** Writes the field of a snapshot. */
  void write(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("upstream");
    writeFields(json);
    json.writeEndObject();
  }

  private void writeFields(JsonGenerator json) throws IOException {
    json.writeBooleanField("ok", away.isEmpty());
    for (Map.Entry<Neighbour, Instant> first : away.entrySet()) {
      json.writeStringField("since", Timestamps.format(first.getValue()));
      json.writeStringField("what", first.getKey().wireName());
      break;
    }
  }
}
