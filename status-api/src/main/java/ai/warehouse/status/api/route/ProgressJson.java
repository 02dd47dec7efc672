package ai.warehouse.status.api.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.warehouse.status.model.dynamodb.BuildProgress;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The answer of {@code /progress}: the percentage is not rounded, as in the old service. */
final class ProgressJson {
  private static final double HUNDRED = 100;

  private ProgressJson() {}

  /**
   * Returns {@code {"progress", "count", "total"}}.
   *
   * @param progress null for zeros
   */
  static byte[] write(@Nullable BuildProgress progress) {
    long count = progress == null ? 0 : progress.count();
    Integer known = progress == null ? null : progress.total();
    int total = known == null ? 0 : known;
    double percent = total == 0 ? 0 : HUNDRED * count / total;
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (percent == Math.rint(percent)) {
      json.put("progress", (long) percent);
    } else {
      json.put("progress", percent);
    }
    return json.put("count", count).put("total", total).toString().getBytes(UTF_8);
  }
}
