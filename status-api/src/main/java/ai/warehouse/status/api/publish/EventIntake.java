package ai.warehouse.status.api.publish;

import static ai.warehouse.status.model.RejectionReason.NOT_AN_OBJECT;
import static ai.warehouse.status.model.RejectionReason.NOT_JSON;
import static ai.warehouse.status.model.RejectionReason.NOT_UTF8;
import static java.nio.charset.StandardCharsets.UTF_8;

import ai.warehouse.status.model.EventIds;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.StatusEventJson;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges events that arrive as one text: one JSON object, several one after the other (NDJSON), or
 * a JSON array of them (SPEC §5).
 *
 * <p>Each event is read as the services read a record with the same bytes (SPEC §1). Limits of
 * Jackson's own would only refuse what they accept: the text's size is the limit.
 */
public final class EventIntake {
  /** The most events that one text may hold. */
  public static final int MAX_EVENTS = 1000;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  // Strangers' field names are not to be remembered.
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final String text;
  private final Instant now;
  private final List<StatusEvent> events = new ArrayList<>();

  private EventIntake(String text, Instant now) {
    this.text = text;
    this.now = now;
  }

  /**
   * Reads all events, in order; one without an id gets a version 7 id.
   *
   * @param body UTF-8; a byte order mark may stand before it
   * @param now stands for the timestamp that the records will have
   * @throws RefusedEventsException if an event breaks a rule, or there is none, or too many
   */
  public static List<StatusEvent> read(byte[] body, Instant now) {
    EventIntake intake = new EventIntake(decode(body), now);
    intake.readAll();
    if (intake.events.isEmpty()) {
      throw new RefusedEventsException(null, problem("the body holds no event"));
    }
    return intake.events;
  }

  private static String decode(byte[] body) {
    ByteBuffer bytes = ByteBuffer.wrap(body);
    CharBuffer chars = CharBuffer.allocate(body.length);
    CharsetDecoder decoder = UTF_8.newDecoder();
    if (decoder.decode(bytes, chars, true).isError()) {
      throw new RefusedEventsException(
          null,
          new InvalidRecordException(
              NOT_UTF8, null, "the body is not UTF-8 from byte " + bytes.position() + " on"));
    }
    String text = chars.flip().toString();
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
  }

  private void readAll() {
    try (JsonParser parser = FACTORY.createParser(text)) {
      JsonToken first = parser.nextToken();
      boolean array = first == JsonToken.START_ARRAY;
      JsonToken token = array ? parser.nextToken() : first;
      while (token != null && token != JsonToken.END_ARRAY) {
        add(parser);
        token = parser.nextToken();
      }
      if (array && parser.nextToken() != null) {
        throw refuse(problem("the body goes on after the end of the array"));
      }
    } catch (JsonProcessingException e) {
      // The parser's own message quotes the content.
      throw refuse(
          problem(
              "the body is malformed in line %d, column %d"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr())));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  private void add(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw refuse(new InvalidRecordException(NOT_AN_OBJECT, null, "it is not a JSON object"));
    }
    if (events.size() == MAX_EVENTS) {
      throw RefusedEventsException.tooMany(MAX_EVENTS);
    }
    int start = offset(parser) - 1;
    parser.skipChildren();
    events.add(event(text.substring(start, offset(parser)).getBytes(UTF_8)));
  }

  private static int offset(JsonParser parser) {
    return Math.toIntExact(parser.currentLocation().getCharOffset());
  }

  private StatusEvent event(byte[] json) {
    // Of a place that no record has, so that the id tells whether one was given.
    RecordPosition nowhere = new RecordPosition("", 0, events.size(), now.toEpochMilli());
    try {
      StatusEvent event = StatusEventJson.read(json, nowhere);
      return event.eventId().equals(EventIds.derive(nowhere))
          ? event.with(copy -> copy.eventId(EventIds.create(event.createdAt())))
          : event;
    } catch (InvalidRecordException e) {
      throw refuse(e);
    }
  }

  private RefusedEventsException refuse(InvalidRecordException why) {
    return new RefusedEventsException(events.size(), why);
  }

  private static InvalidRecordException problem(String detail) {
    return new InvalidRecordException(NOT_JSON, null, detail);
  }
}
