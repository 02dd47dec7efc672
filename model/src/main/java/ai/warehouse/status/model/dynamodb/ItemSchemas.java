package ai.warehouse.status.model.dynamodb;

import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primarySortKey;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventIds;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.json.Fields;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** How each record is laid out as an item (SPEC §2). */
public final class ItemSchemas {
  /** The layout of {@code WrhsStatusEvent}. */
  public static final TableSchema<StatusEvent> STATUS_EVENT =
      OldRowSchema.withTimeOfId(
          ItemLayout.of(
                  StatusEvent.class,
                  StatusEvent.Builder.class,
                  StatusEvent::builder,
                  StatusEvent.Builder::build)
              .key(
                  Fields.KEY,
                  primaryPartitionKey(),
                  event -> event.key().toString(),
                  (draft, key) -> draft.key(BuildKey.parse(key)))
              .key(
                  Fields.EVENT_ID,
                  primarySortKey(),
                  event -> event.eventId().toString(),
                  (draft, id) -> draft.eventId(EventIds.parse(id)))
              .derived(Fields.PKG, event -> event.key().pkg())
              .derived(Fields.ENV, event -> event.key().env())
              .derived(Fields.VERSION, event -> event.key().version())
              .text(
                  Fields.EVENT_TYPE,
                  event -> event.kind().wireName(),
                  (draft, type) -> draft.kind(EventKind.of(type, false)))
              .text(Fields.LOCALE, StatusEvent::locale, StatusEvent.Builder::locale)
              .flag(Fields.ERROR, StatusEvent::error, ItemSchemas::kindOfOldItem)
              .text(Fields.MESSAGE, StatusEvent::message, StatusEvent.Builder::message)
              .text(Fields.DETAILS, StatusEvent::details, StatusEvent.Builder::details)
              .flag(
                  Fields.DETAILS_TRUNCATED,
                  event -> event.detailsTruncated() ? true : null,
                  StatusEvent.Builder::detailsTruncated)
              .integer(Fields.TOTAL, StatusEvent::total, StatusEvent.Builder::total)
              .time(Fields.CREATED_AT, StatusEvent::createdAt, StatusEvent.Builder::createdAt)
              .schema());

  /** The layout of {@code WrhsStatus}. */
  public static final TableSchema<Status> STATUS =
      OldRowSchema.withBothTimes(
          ItemLayout.of(Status.class, Status.Builder.class, Status::builder, Status.Builder::build)
              .key(
                  Fields.KEY,
                  primaryPartitionKey(),
                  status -> status.key().toString(),
                  (draft, key) -> draft.key(BuildKey.parse(key)))
              .derived(Fields.PKG, status -> status.key().pkg())
              .derived(Fields.ENV, status -> status.key().env())
              .derived(Fields.VERSION, status -> status.key().version())
              .time(Fields.CREATED_AT, Status::createdAt, Status.Builder::createdAt)
              .time(Fields.UPDATED_AT, Status::updatedAt, Status.Builder::updatedAt)
              .integer(Fields.TOTAL, Status::total, Status.Builder::total)
              .integer(Fields.PROGRESS, Status::progress, Status.Builder::progress)
              .flag(Fields.COMPLETE, Status::complete, Status.Builder::complete)
              .flag(Fields.ERROR, Status::error, Status.Builder::error)
              .text(
                  Fields.PREVIOUS_VERSION, Status::previousVersion, Status.Builder::previousVersion)
              .number(Fields.REVISION, Status::revision, Status.Builder::revision)
              .schema());

  /** The layout of {@code WrhsStatusHead}. */
  public static final TableSchema<StatusHead> STATUS_HEAD =
      OldRowSchema.withBothTimes(
          ItemLayout.of(
                  StatusHead.class,
                  StatusHead.Builder.class,
                  StatusHead::builder,
                  StatusHead.Builder::build)
              .key(
                  Fields.KEY,
                  primaryPartitionKey(),
                  head -> head.key().toString(),
                  (draft, key) -> draft.key(PackageKey.parse(key)))
              .derived(Fields.PKG, head -> head.key().pkg())
              .derived(Fields.ENV, head -> head.key().env())
              .text(Fields.VERSION, StatusHead::version, StatusHead.Builder::version)
              .text(
                  Fields.PREVIOUS_VERSION,
                  StatusHead::previousVersion,
                  StatusHead.Builder::previousVersion)
              .integer(Fields.TOTAL, StatusHead::total, StatusHead.Builder::total)
              .integer(Fields.PROGRESS, StatusHead::progress, StatusHead.Builder::progress)
              .time(Fields.CREATED_AT, StatusHead::createdAt, StatusHead.Builder::createdAt)
              .time(Fields.UPDATED_AT, StatusHead::updatedAt, StatusHead.Builder::updatedAt)
              .number(Fields.REVISION, StatusHead::revision, StatusHead.Builder::revision)
              .schema());

  /** The layout of {@code WrhsStatusCounter}. */
  public static final TableSchema<StatusCounter> STATUS_COUNTER =
      ItemLayout.of(
              StatusCounter.class,
              StatusCounter.Builder.class,
              StatusCounter::builder,
              StatusCounter.Builder::build)
          .key(
              Fields.KEY,
              primaryPartitionKey(),
              counter -> counter.key().toString(),
              (draft, key) -> draft.key(BuildKey.parse(key)))
          .derived(Fields.PKG, counter -> counter.key().pkg())
          .derived(Fields.ENV, counter -> counter.key().env())
          .derived(Fields.VERSION, counter -> counter.key().version())
          .number(Fields.COUNT, StatusCounter::count, ItemSchemas::countOfOldItem)
          .number(Fields.REVISION, StatusCounter::revision, StatusCounter.Builder::revision)
          .schema();

  private ItemSchemas() {}

  // The old package counts down without a floor.
  private static void countOfOldItem(StatusCounter.Builder draft, long count) {
    draft.count(Math.max(0, count));
  }

  // Rows of the old package have no eventType; their error flag alone tells the kind.
  private static void kindOfOldItem(StatusEvent.Builder draft, boolean error) {
    if (error) {
      draft.kind(EventKind.ERROR);
    }
  }
}
