package ai.warehouse.status.model.json;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Field;
import ai.warehouse.status.model.Field.Form;
import ai.warehouse.status.model.FieldVisitor;
import ai.warehouse.status.model.Fields;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.dynamodb.ItemSchemas;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/**
 * One kind of record and all the forms that it has.
 *
 * @param random makes one at random
 * @param truncated marks one as cut to fit; only events are
 */
record RecordKind<R extends Record>(
    Class<R> type,
    RecordSchema schema,
    Shown shown,
    Function<byte[], R> read,
    Function<R, byte[]> write,
    Function<RandomRecords, R> random,
    TableSchema<R> item,
    UnaryOperator<R> copy,
    UnaryOperator<R> truncated) {
  static final RecordKind<StatusEvent> EVENT =
      new RecordKind<>(
          StatusEvent.class,
          RecordSchema.STATUS_EVENT,
          Shown.of(StatusEvent::eachField),
          Reading::accepted,
          StatusEventJson::write,
          RandomRecords::event,
          ItemSchemas.STATUS_EVENT,
          event -> event.with(same -> {}),
          event -> event.with(cut -> cut.detailsTruncated(true)));
  static final RecordKind<Status> STATUS =
      new RecordKind<>(
          Status.class,
          RecordSchema.STATUS,
          Shown.of(Status::eachField),
          StatusJson::read,
          StatusJson::write,
          RandomRecords::status,
          ItemSchemas.STATUS,
          status -> status.with(same -> {}),
          status -> status);
  static final RecordKind<StatusHead> HEAD =
      new RecordKind<>(
          StatusHead.class,
          RecordSchema.STATUS_HEAD,
          Shown.of(StatusHead::eachField),
          StatusHeadJson::read,
          StatusHeadJson::write,
          RandomRecords::head,
          ItemSchemas.STATUS_HEAD,
          head -> head.with(same -> {}),
          head -> head);
  static final RecordKind<StatusCounter> COUNTER =
      new RecordKind<>(
          StatusCounter.class,
          RecordSchema.STATUS_COUNTER,
          Shown.of(StatusCounter::eachField),
          StatusCounterJson::read,
          StatusCounterJson::write,
          RandomRecords::counter,
          ItemSchemas.STATUS_COUNTER,
          counter -> counter.with(same -> {}),
          counter -> counter);

  static final List<RecordKind<?>> ALL = List.of(EVENT, STATUS, HEAD, COUNTER);

  /** Returns the checked-in samples of this kind. */
  List<byte[]> samples() {
    String name = schema.fileName();
    return Resources.names("json").stream()
        .filter(file -> file.matches(name + "(-(minimal|queued|error))?\\.json"))
        .map(file -> Resources.bytes("json/" + file))
        .toList();
  }

  @Override
  public String toString() {
    return type.getSimpleName();
  }

  /** What a kind of record shows to a visitor: component names, and fields in JSON and in items. */
  record Shown(Set<String> components, Set<Field<?>> json, Set<Field<?>> item) {
    static <R, B> Shown of(Consumer<FieldVisitor<R, B>> eachField) {
      Shown shown = new Shown(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
      eachField.accept(new Collector<>(shown));
      return shown;
    }
  }

  private record Collector<R, B>(Shown shown) implements FieldVisitor<R, B> {
    @Override
    public void build(Function<R, BuildKey> get, BiConsumer<B, BuildKey> set) {
      key(List.of(Fields.PKG, Fields.ENV, Fields.VERSION));
    }

    @Override
    public void packageKey(Function<R, PackageKey> get, BiConsumer<B, PackageKey> set) {
      key(List.of(Fields.PKG, Fields.ENV));
    }

    private void key(List<Field<?>> names) {
      shown.components.add("key");
      shown.json.addAll(names);
      shown.item.add(Fields.KEY);
      shown.item.addAll(names);
    }

    @Override
    public <V> void field(Field<V> field, Function<R, V> get, BiConsumer<B, V> set) {
      shown.components.add(field.name());
      shown.item.add(field);
      if (field.form() != Form.ITEM_ONLY) {
        shown.json.add(field);
      }
    }
  }
}
