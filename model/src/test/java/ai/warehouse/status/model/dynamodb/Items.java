package ai.warehouse.status.model.dynamodb;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes items down as DynamoDB's own types. */
final class Items {
  private Items() {}

  static AttributeValue s(String text) {
    return AttributeValue.fromS(text);
  }

  static AttributeValue n(String number) {
    return AttributeValue.fromN(number);
  }

  static AttributeValue bool(boolean flag) {
    return AttributeValue.fromBool(flag);
  }

  static Map<String, AttributeValue> with(
      Map<String, AttributeValue> item, String name, AttributeValue value) {
    Map<String, AttributeValue> more = new HashMap<>(item);
    more.put(name, value);
    return more;
  }

  static Map<String, AttributeValue> without(Map<String, AttributeValue> item, String name) {
    Map<String, AttributeValue> less = new HashMap<>(item);
    less.remove(name);
    return less;
  }
}
