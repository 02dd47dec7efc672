package ai.warehouse.status.model.json;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Messages as the old build scheduler and workers send them, line by line. */
final class OldWorkerMessages {
  private OldWorkerMessages() {}

  static List<byte[]> lines() {
    String all = new String(Resources.bytes("old-worker-messages.ndjson"), StandardCharsets.UTF_8);
    return all.lines().map(line -> line.getBytes(StandardCharsets.UTF_8)).toList();
  }
}
