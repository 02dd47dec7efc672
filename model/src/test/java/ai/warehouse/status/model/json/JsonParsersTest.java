package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.json.Reading.accepted;
import static org.assertj.core.api.Assertions.assertThat;

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
}
