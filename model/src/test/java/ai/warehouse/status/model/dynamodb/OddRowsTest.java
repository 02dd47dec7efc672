package ai.warehouse.status.model.dynamodb;

import static ai.warehouse.status.model.dynamodb.Builds.BUILD;
import static ai.warehouse.status.model.dynamodb.Builds.event;
import static ai.warehouse.status.model.dynamodb.Builds.head;
import static ai.warehouse.status.model.dynamodb.Builds.status;
import static ai.warehouse.status.model.dynamodb.Items.bool;
import static ai.warehouse.status.model.dynamodb.Items.n;
import static ai.warehouse.status.model.dynamodb.Items.s;
import static ai.warehouse.status.model.dynamodb.Items.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.StatusCounter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Whatever a stranger puts into an attribute, the row is a record or an invalid one. */
class OddRowsTest {
  private static final List<AttributeValue> ODD =
      List.of(
          s(""),
          s("hunter2"),
          s("5"),
          n("5"),
          n("-1.5"),
          n("1e125"),
          bool(true),
          AttributeValue.fromNul(true),
          AttributeValue.fromB(SdkBytes.fromUtf8String("hunter2")),
          AttributeValue.fromSs(List.of("hunter2")),
          AttributeValue.fromNs(List.of("1", "2")),
          AttributeValue.fromL(List.of(s("hunter2"))),
          AttributeValue.fromM(Map.of("hunter2", s("a"))),
          AttributeValue.builder().build());

  static Stream<Arguments> tables() {
    return Stream.of(
        row(
            "event",
            ItemSchemas.STATUS_EVENT,
            event(0)
                .kind(EventKind.QUEUED)
                .locale("de-DE")
                .message("m")
                .details("d")
                .total(3)
                .detailsTruncated(true)
                .build()),
        row("status", ItemSchemas.STATUS, status().total(3).previousVersion("2.0.9").build()),
        row("head", ItemSchemas.STATUS_HEAD, head().total(3).previousVersion("2.0.9").build()),
        row("counter", ItemSchemas.STATUS_COUNTER, new StatusCounter(BUILD, 1, 2)));
  }

  private static <T> Arguments row(String name, TableSchema<T> schema, T record) {
    return argumentSet(name, schema, schema.itemToMap(record, true));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void shouldReadOrNameTheAttribute(TableSchema<?> schema, Map<String, AttributeValue> row) {
    for (String attribute : row.keySet()) {
      for (AttributeValue odd : ODD) {
        Throwable failure = catchThrowable(() -> schema.mapToItem(with(row, attribute, odd)));
        if (failure != null) {
          assertThat(failure)
              .as("%s of %s", odd.type(), attribute)
              .isInstanceOfSatisfying(
                  InvalidRecordException.class,
                  invalid -> assertThat(invalid.field()).isEqualTo(attribute))
              .hasMessageNotContaining("hunter2")
              .hasNoCause();
        }
      }
    }
  }

  @Test
  void shouldNotTakeANumberForATime() {
    Map<String, AttributeValue> row = ItemSchemas.STATUS.itemToMap(status().build(), true);

    assertThat(
            catchThrowable(
                () -> ItemSchemas.STATUS.mapToItem(with(row, "createdAt", n("1795466823120")))))
        .hasMessage("wrong-type: createdAt can't be read as Instant");
  }
}
