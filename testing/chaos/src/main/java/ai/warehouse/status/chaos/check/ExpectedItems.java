package ai.warehouse.status.chaos.check;

import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.testing.reference.ReferenceTables;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The items that the tables must hold, written out attribute by attribute from SPEC §2 without the
 * code of the sink; without {@code revision}, which is no function of the events.
 */
final class ExpectedItems {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Tables tables;
  private final Map<Item.Id, Item> items = new HashMap<>();

  private ExpectedItems(Tables tables) {
    this.tables = tables;
  }

  /** Returns the items for these events, in any order, any of them any number of times. */
  static Map<Item.Id, Item> of(Collection<StatusEvent> events, Tables tables) {
    ExpectedItems expected = new ExpectedItems(tables);
    ReferenceTables reference = ReferenceTables.of(events);
    reference.events().values().forEach(same -> expected.add(same.iterator().next()));
    reference.statuses().values().forEach(expected::add);
    reference.heads().values().forEach(expected::add);
    reference.counters().values().forEach(expected::add);
    return expected.items;
  }

  private void add(StatusEvent event) {
    Attributes attributes = new Attributes();
    attributes.text("key", event.key().toString());
    attributes.text("eventId", event.eventId().toString());
    attributes.text("pkg", event.key().pkg());
    attributes.text("env", event.key().env());
    attributes.text("version", event.key().version());
    attributes.text("eventType", event.kind().wireName());
    attributes.text("locale", event.locale());
    attributes.flag("error", event.error());
    attributes.text("message", event.message());
    attributes.text("details", event.details());
    attributes.time("createdAt", event.createdAt());
    attributes.number("total", event.total());
    add(tables.statusEvent(), attributes);
  }

  private void add(Status status) {
    Attributes attributes = new Attributes();
    attributes.text("key", status.key().toString());
    attributes.text("pkg", status.key().pkg());
    attributes.text("env", status.key().env());
    attributes.text("version", status.key().version());
    attributes.time("createdAt", status.createdAt());
    attributes.time("updatedAt", status.updatedAt());
    attributes.number("total", status.total());
    attributes.number("progress", status.progress());
    attributes.flag("complete", status.complete());
    attributes.flag("error", status.error());
    attributes.text("previousVersion", status.previousVersion());
    add(tables.status(), attributes);
  }

  private void add(StatusHead head) {
    Attributes attributes = new Attributes();
    attributes.text("key", head.key().toString());
    attributes.text("pkg", head.key().pkg());
    attributes.text("env", head.key().env());
    attributes.text("version", head.version());
    attributes.text("previousVersion", head.previousVersion());
    attributes.number("total", head.total());
    attributes.number("progress", head.progress());
    attributes.time("createdAt", head.createdAt());
    attributes.time("updatedAt", head.updatedAt());
    add(tables.statusHead(), attributes);
  }

  private void add(StatusCounter counter) {
    Attributes attributes = new Attributes();
    attributes.text("key", counter.key().toString());
    attributes.text("pkg", counter.key().pkg());
    attributes.text("env", counter.key().env());
    attributes.text("version", counter.key().version());
    attributes.number("count", counter.count());
    add(tables.statusCounter(), attributes);
  }

  private void add(String table, Attributes attributes) {
    Item item = Item.of(table, attributes.values);
    items.put(item.id(), item);
  }

  /** Attributes of an item; what is null is absent. */
  private static final class Attributes {
    private final Map<String, AttributeValue> values = new HashMap<>();

    void text(String name, String value) {
      if (value != null) {
        values.put(name, AttributeValue.fromS(value));
      }
    }

    void time(String name, Instant value) {
      text(name, TIME.format(value));
    }

    void number(String name, Number value) {
      if (value != null) {
        values.put(name, AttributeValue.fromN(value.toString()));
      }
    }

    void flag(String name, boolean value) {
      values.put(name, AttributeValue.fromBool(value));
    }
  }
}
