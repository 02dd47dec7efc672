package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.json.Reading.accepted;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.warehouse.status.model.InvalidRecordException;
import com.fasterxml.jackson.core.JsonFactory;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What Jackson remembers between records. */
class JsonParsersTest {
  private static final int RECORDS = 5_000;
  private static final int LAST = 500;
  private static final long BYTES_OF_A_RECORD = 30_000;

  @Test
  void shouldNotCostMoreWithEachFieldNameThatNeverComesAgain() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    long allocated = 0;
    for (int i = 0; i < RECORDS; i++) {
      byte[] record = EventText.valid().with("details", "{\"file-" + i + ".js\":1}").bytes();
      long before = threads.getThreadAllocatedBytes(self);
      accepted(record);
      allocated += i < RECORDS - LAST ? 0 : threads.getThreadAllocatedBytes(self) - before;
    }

    assertThat(allocated / LAST).isLessThan(BYTES_OF_A_RECORD);
  }

  @Test
  void shouldNotKeepLongFieldNamesOfRecordsThatBreakOff() throws Exception {
    JsonFactory before = JsonParsers.factory();

    assertThatThrownBy(() -> accepted(("{\"" + "x".repeat(2 << 20) + "\":1").getBytes(US_ASCII)))
        .isInstanceOf(InvalidRecordException.class);

    assertThat(JsonParsers.factory()).isNotSameAs(before);
  }

  @Test
  void shouldKeepTheNamesOfOurOwnRecords() throws Exception {
    JsonFactory before = JsonParsers.factory();

    for (int i = 0; i < LAST; i++) {
      byte[] record = EventText.valid().with("message", "\"m\"").with("details", "\"d\"").bytes();
      StatusEventJson.readWithoutTexts(record, Reading.POSITION);
    }

    assertThat(JsonParsers.factory()).isSameAs(before);
  }
}
