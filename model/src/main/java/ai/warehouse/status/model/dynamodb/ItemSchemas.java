package ai.warehouse.status.model.dynamodb;

import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** How each record is laid out as an item, and the primary key of its table (SPEC §2). */
public final class ItemSchemas {
  /** The layout of {@code WrhsStatusEvent}. */
  public static final TableSchema<StatusEvent> STATUS_EVENT =
      OldRowSchema.withTimeOfId(
          ItemLayout.of(
              StatusEvent.class,
              StatusEvent.Builder.class,
              StatusEvent::builder,
              StatusEvent.Builder::build,
              StatusEvent::eachField));

  /** The layout of {@code WrhsStatus}. */
  public static final TableSchema<Status> STATUS =
      OldRowSchema.withBothTimes(
          ItemLayout.of(
              Status.class,
              Status.Builder.class,
              Status::builder,
              Status.Builder::build,
              Status::eachField));

  /** The layout of {@code WrhsStatusHead}. */
  public static final TableSchema<StatusHead> STATUS_HEAD =
      OldRowSchema.withBothTimes(
          ItemLayout.of(
              StatusHead.class,
              StatusHead.Builder.class,
              StatusHead::builder,
              StatusHead.Builder::build,
              StatusHead::eachField));

  /** The layout of {@code WrhsStatusCounter}. */
  public static final TableSchema<StatusCounter> STATUS_COUNTER =
      OldRowSchema.withoutNegativeCount(
          ItemLayout.of(
              StatusCounter.class,
              StatusCounter.Builder.class,
              StatusCounter::builder,
              StatusCounter.Builder::build,
              StatusCounter::eachField));

  private ItemSchemas() {}
}
