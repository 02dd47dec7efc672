package ai.warehouse.status.chaos.check;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.dynamodb.Tables;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a build of two locales, one of which is complete, makes of the tables. */
final class Items {
  static final Tables TABLES = new Tables("");
  static final Item.Id STATUS = new Item.Id("WrhsStatus", "shop!prod!1.0.0", null);
  static final Item.Id COUNTER = new Item.Id("WrhsStatusCounter", "shop!prod!1.0.0", null);

  private static final Instant NOW = Instant.parse("2026-11-23T20:47:03.120Z");

  static final List<StatusEvent> EVENTS =
      List.of(
          event(EventKind.QUEUED).total(2).build(),
          event(EventKind.COMPLETE).locale("en-US").build());

  private Items() {}

  private static StatusEvent.Builder event(EventKind kind) {
    return StatusEvent.builder()
        .key(new BuildKey("shop", "prod", "1.0.0"))
        .kind(kind)
        .createdAt(NOW);
  }

  /** Returns the items as the sink stores them, with that revision. */
  static Map<Item.Id, Item> stored(long revision) {
    Map<Item.Id, Item> items = ExpectedItems.of(EVENTS, TABLES);
    items.replaceAll(
        (id, item) -> id.eventId() == null ? with(item, "revision", number(revision)) : item);
    return items;
  }

  static Item with(Item item, String name, AttributeValue value) {
    Map<String, AttributeValue> attributes = new HashMap<>(item.attributes());
    attributes.put(name, value);
    return new Item(item.id(), attributes);
  }

  static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
