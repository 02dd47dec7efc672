package ai.warehouse.status.sink.item;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Computes the size of an item as DynamoDB counts it: names and values, no braces. */
public final class ItemSize {
  private ItemSize() {}

  /**
   * Returns an item's size in bytes, never less than DynamoDB's own count.
   *
   * @throws IllegalArgumentException if a value is of a type that no item of the four tables has
   */
  public static int of(Map<String, AttributeValue> item) {
    int bytes = 0;
    for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
      bytes += Utf8.length(attribute.getKey()) + of(attribute.getValue());
    }
    return bytes;
  }

  private static int of(AttributeValue value) {
    return switch (value.type()) {
      case S -> Utf8.length(value.s());
      case N -> ofNumber(value.n());
      case BOOL -> 1;
      default -> throw new IllegalArgumentException("no item of ours has a " + value.type());
    };
  }

  // A byte for each two significant digits, and one more; zeros that don't count are counted here.
  private static int ofNumber(String number) {
    return (number.length() + 1) / 2 + 1;
  }
}
