package ai.warehouse.status.sink;

import ai.warehouse.status.sink.item.ItemWrite;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A record and the item that the sink has to make of it, both written out from SPEC §2 without any
 * code of the project.
 *
 * @param key the record's and, except of an event, the item's
 * @param fields in order; strings, numbers and booleans
 */
record Row(String topic, String table, String key, Map<String, Object> fields) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Returns the record's value. */
  byte[] value() {
    try {
      return JSON.writeValueAsString(fields).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the item's attributes. */
  Map<String, AttributeValue> item() {
    Map<String, AttributeValue> item = new HashMap<>();
    fields.forEach((name, value) -> item.put(name, attribute(value)));
    item.put("key", AttributeValue.fromS(itemKey()));
    if (isEvent()) {
      item.put("error", AttributeValue.fromBool("error".equals(fields.get("eventType"))));
    }
    return item;
  }

  private static AttributeValue attribute(Object value) {
    if (value instanceof Boolean truth) {
      return AttributeValue.fromBool(truth);
    }
    return value instanceof Number number
        ? AttributeValue.fromN(number.toString())
        : AttributeValue.fromS((String) value);
  }

  String itemKey() {
    return isEvent() ? key + "!" + fields.get("version") : key;
  }

  /** Says which item it is. */
  ItemWrite.Id id() {
    return new ItemWrite.Id(table, itemKey(), (String) fields.get("eventId"));
  }

  boolean isEvent() {
    return fields.containsKey("eventId");
  }

  /** Returns a snapshot's revision; 0 for an event, of which there is one only. */
  long revision() {
    return (long) fields.getOrDefault("revision", 0L);
  }

  /** Returns the same with another value in a field. */
  Row with(String field, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(fields);
    changed.put(field, value);
    return new Row(topic, table, key, changed);
  }
}
