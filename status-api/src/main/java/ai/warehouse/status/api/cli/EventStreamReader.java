package ai.warehouse.status.api.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.function.BiPredicate;

/** Reads Server-Sent Events whose data are JSON. */
final class EventStreamReader {
  private static final String EVENT = "event:";
  private static final String DATA = "data:";

  private EventStreamReader() {}

  /**
   * Passes on each event with its name and data, until one is the last that is wanted.
   *
   * @param to returns whether more is wanted
   * @return whether more was wanted when the stream ended
   * @throws IOException if the connection breaks, or data are no JSON
   */
  static boolean read(InputStream body, BiPredicate<String, JsonNode> to) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(body, UTF_8));
    String event = "";
    StringBuilder data = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(EVENT)) {
        event = line.substring(EVENT.length()).strip();
      } else if (line.startsWith(DATA)) {
        data.append(line, DATA.length(), line.length()).append('\n');
      } else if (line.isEmpty()) {
        if (data.length() > 0 && !to.test(event, Json.MAPPER.readTree(data.toString()))) {
          return false;
        }
        event = "";
        data.setLength(0);
      }
    }
    return true;
  }
}
