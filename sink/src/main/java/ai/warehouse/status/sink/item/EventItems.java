package ai.warehouse.status.sink.item;

import ai.warehouse.status.model.Fields;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.dynamodb.ItemSchemas;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Makes items of events, cut to the size that DynamoDB takes (SPEC §2). */
public final class EventItems {
  // DynamoDB calls its own rule for the size of numbers approximate, so we stay a little below.
  private static final int MARGIN_BYTES = 64;

  /** The largest item that is written, in bytes as DynamoDB counts them. */
  public static final int MAX_BYTES = 400 * 1024 - MARGIN_BYTES;

  private final Duration retention;

  /**
   * Creates items that expire.
   *
   * @param retention how long after the event an item expires; null for never
   */
  public EventItems(Duration retention) {
    this.retention = retention;
  }

  /**
   * An item that fits.
   *
   * @param cut whether text had to be left out
   */
  public record Fitted(Map<String, AttributeValue> item, boolean cut) {}

  /** Returns an event's item, with as much of {@code details} and {@code message} as fits. */
  public Fitted fit(StatusEvent event) {
    Map<String, AttributeValue> whole = item(event);
    if (excess(whole) <= 0) {
      return new Fitted(whole, false);
    }
    StatusEvent marked = event.with(cut -> cut.detailsTruncated(true));
    String details = shorten(marked.details(), excess(item(marked)));
    StatusEvent shorter = marked.with(cut -> cut.details(details));
    String message = shorten(shorter.message(), excess(item(shorter)));
    return new Fitted(item(shorter.with(cut -> cut.message(message))), true);
  }

  private Map<String, AttributeValue> item(StatusEvent event) {
    Map<String, AttributeValue> item = ItemSchemas.STATUS_EVENT.itemToMap(event, true);
    if (retention == null) {
      return item;
    }
    long expiresAt = event.createdAt().plus(retention).getEpochSecond();
    Map<String, AttributeValue> expiring = new HashMap<>(item);
    expiring.put(Fields.EXPIRES_AT.name(), AttributeValue.fromN(Long.toString(expiresAt)));
    return expiring;
  }

  private static int excess(Map<String, AttributeValue> item) {
    return ItemSize.of(item) - MAX_BYTES;
  }

  private static String shorten(String text, int excess) {
    if (text == null || excess <= 0) {
      return text;
    }
    return Utf8.prefix(text, Utf8.length(text) - excess);
  }
}
