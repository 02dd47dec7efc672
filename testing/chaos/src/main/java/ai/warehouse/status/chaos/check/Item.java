package ai.warehouse.status.chaos.check;

import ai.warehouse.status.model.Fields;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item of a table. */
record Item(Id id, Map<String, AttributeValue> attributes) {

  /**
   * Which item it is.
   *
   * @param eventId null in all tables but the events'
   */
  record Id(String table, String key, String eventId) {}

  static Item of(String table, Map<String, AttributeValue> attributes) {
    return new Item(
        new Id(
            table, text(attributes, Fields.KEY.name()), text(attributes, Fields.EVENT_ID.name())),
        attributes);
  }

  private static String text(Map<String, AttributeValue> attributes, String name) {
    AttributeValue value = attributes.get(name);
    return value == null ? null : value.s();
  }

  /** Returns a number; 0 if there is none. */
  long number(String name) {
    AttributeValue value = attributes.get(name);
    return value == null ? 0 : Long.parseLong(value.n());
  }
}
